// Package text cuts a document into paragraphs, sentences and tokens.
package text
