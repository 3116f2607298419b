// Package docs has no code: its tests run what the documentation tells people to paste.
package docs
