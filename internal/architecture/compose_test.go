package architecture

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/compose-spec/compose-go/v2/cli"
	"github.com/compose-spec/compose-go/v2/types"
)

// TestComposeFile loads docker-compose.yml as Docker Compose would and holds what makes it safe to start: the password
// comes from the environment, the server waits for a healthy Neo4j, data outlives the container, and nothing listens
// beyond this machine.
func TestComposeFile(t *testing.T) {
	project, err := loadCompose(t, "DEMARCHE_NEO4J_PASSWORD=a-secret")
	if err != nil {
		t.Fatal(err)
	}
	db, server := project.Services["neo4j"], project.Services["demarche"]
	if got := server.DependsOn["neo4j"].Condition; got != types.ServiceConditionHealthy {
		t.Errorf("demarche waits for neo4j to be %q, want %q", got, types.ServiceConditionHealthy)
	}
	if db.HealthCheck == nil || len(db.HealthCheck.Test) == 0 {
		t.Error("neo4j has no healthcheck")
	}
	if len(db.Volumes) != 1 || db.Volumes[0].Target != "/data" || db.Volumes[0].Type != types.VolumeTypeVolume {
		t.Errorf("neo4j keeps its data in %+v, want one named volume at /data", db.Volumes)
	}
	for name, service := range project.Services {
		for _, port := range service.Ports {
			if port.HostIP != "127.0.0.1" {
				t.Errorf("%s publishes %s on %q, want 127.0.0.1", name, port.Published, port.HostIP)
			}
		}
	}
	if auth := *db.Environment["NEO4J_AUTH"]; auth != "neo4j/a-secret" {
		t.Errorf("NEO4J_AUTH is %q", auth)
	}
	if password := *server.Environment["DEMARCHE_NEO4J_PASSWORD"]; password != "a-secret" {
		t.Errorf("the server's password is %q", password)
	}
	store := regexp.MustCompile(`--store neo4j://neo4j:7687`)
	if command := strings.Join(server.Command, " "); !store.MatchString(command) {
		t.Errorf("demarche starts with %q, which does not match %s", command, store)
	}
}

// TestComposeFileAsksForThePassword holds that there is no default password.
func TestComposeFileAsksForThePassword(t *testing.T) {
	if _, err := loadCompose(t); err == nil || !strings.Contains(err.Error(), "DEMARCHE_NEO4J_PASSWORD") {
		t.Errorf("without a password: %v, want an error that names DEMARCHE_NEO4J_PASSWORD", err)
	}
}

// TestDockerfileBuildsWithThisGo holds the image's Go to that of go.mod.
func TestDockerfileBuildsWithThisGo(t *testing.T) {
	dockerfile, mod := read(t, "Dockerfile"), read(t, "go.mod")
	version := regexp.MustCompile(`(?m)^go (1\.\d+)`).FindStringSubmatch(mod)
	if version == nil || !strings.Contains(dockerfile, "golang:"+version[1]+"-") {
		t.Errorf("Dockerfile does not build with the Go of go.mod (%v)", version)
	}
}

func loadCompose(t *testing.T, env ...string) (*types.Project, error) {
	t.Helper()
	options, err := cli.NewProjectOptions([]string{root + "/docker-compose.yml"}, cli.WithName("demarche"), cli.WithEnv(env))
	if err != nil {
		return nil, err
	}
	return options.LoadProject(t.Context())
}

func read(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(root + "/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
