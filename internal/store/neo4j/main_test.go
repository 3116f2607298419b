//go:build neo4j

package neo4j_test

import (
	"os"
	"testing"

	"github.com/demarche/demarche/internal/neo4jtest"
)

func TestMain(m *testing.M) { os.Exit(neo4jtest.Main(m)) }
