// Package syntax tags the words of a sentence and parses it into a dependency tree of
// Universal Dependencies.
package syntax
