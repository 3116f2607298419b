//go:build unix

// Package neo4jtest brings up real Neo4j servers for tests and for trying things out, without Docker: the Community
// server and Neo4j Browser are ordinary jars on Maven Central, named in pom.xml, fetched once by mvn (130 MB) into the
// user's cache and run by java (17 or newer).
//
// Tests that need a server stand behind the build tag neo4j, so that plain "go test ./..." needs Go alone; with the tag
// they never skip: what is missing fails them. Their TestMain calls [Main], which uses the server that
// DEMARCHE_TEST_NEO4J_URI names (with _USER and _PASSWORD) or launches one. The command with-neo4j launches one server for
// any command, and a server with Neo4j Browser for people.
package neo4jtest

import _ "embed"

// Version is the Neo4j release that pom.xml names.
const Version = "5.26.18"

//go:embed pom.xml
var pom []byte
