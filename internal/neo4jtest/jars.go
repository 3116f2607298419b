//go:build unix

package neo4jtest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

const copyDependencies = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies"

// jars returns the folder that holds the server's jars, fetching them on first use. Several processes may fetch at
// once: the folder appears whole, by a rename.
func jars(ctx context.Context) (string, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("finding the cache folder for Neo4j's jars: %w", err)
	}
	dir := filepath.Join(cache, "demarche", "neo4j-"+Version)
	if _, err := os.Stat(dir); err == nil {
		return dir, nil
	}
	if _, err := exec.LookPath("mvn"); err != nil {
		return "", errors.New("Neo4j " + Version + " is not in " + dir + " and mvn, which fetches it, is not installed: " +
			"install maven and java 17, or name a server in " + envURI)
	}
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		return "", fmt.Errorf("making the cache folder for Neo4j's jars: %w", err)
	}
	partial, err := os.MkdirTemp(filepath.Dir(dir), "fetching-")
	if err != nil {
		return "", fmt.Errorf("making the cache folder for Neo4j's jars: %w", err)
	}
	defer remove(partial)
	project := filepath.Join(partial, "pom.xml")
	if err := os.WriteFile(project, pom, 0o644); err != nil {
		return "", err
	}
	mvn := exec.CommandContext(ctx, "mvn", "-B", "-q", "-f", project, copyDependencies,
		"-DincludeScope=runtime", "-DoutputDirectory="+filepath.Join(partial, "lib"))
	if out, err := mvn.CombinedOutput(); err != nil {
		return "", fmt.Errorf("fetching Neo4j %s with mvn: %w\n%s", Version, err, out)
	}
	if err := os.Rename(filepath.Join(partial, "lib"), dir); err != nil {
		if _, statErr := os.Stat(dir); statErr != nil {
			return "", fmt.Errorf("moving Neo4j's jars into place: %w", err)
		}
	}
	return dir, nil
}

// remove clears a folder away. One that cannot be is told of, and left.
func remove(dir string) {
	if err := os.RemoveAll(dir); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
}
