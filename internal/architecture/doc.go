// Package architecture holds the rules of the house as tests, so that a rule which is broken is a test that fails: which
// package may import which, what every exported name owes its reader, how long a file may be, and that the places which
// must agree (type table, schema, frames, cases) do. It has no code of its own.
package architecture
