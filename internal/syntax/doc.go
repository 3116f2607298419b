// Package syntax tags the words of a sentence and parses it into a dependency tree of
// Universal Dependencies, in pure Go and with a model that is part of the program.
//
// # Architecture
//
// A word is what features says of it: its normalised form if the treebank has it twice, its
// suffixes of two to four letters, its prefix of three, and its shape. Their embeddings (64,
// 4 times 24 and 16 wide) go through a bidirectional LSTM of 112 cells each way. On its
// states sits the tagger, which predicts the universal and the Penn tag together. The states
// and an embedding of the predicted tag go through a second bidirectional LSTM. On its
// states sits an arc-hybrid transition system with a single root (package transition): in
// every parser state one hidden layer of 128 rectified units sees six tokens and the
// relations of five arcs, and scores shift and each relation to left and right; the best
// legal action is taken (after Kiperwasser and Goldberg, 2016). So parsing is linear in the
// number of words, and trees are projective.
//
// Weights are stored in 8 bits with a scale for each column, activations are 16-bit, sums
// 32-bit integers (package nn). Integer sums do not depend on their order, and the few
// operations in floating point are the same Go code everywhere: the AVX2 kernel and the
// plain one give the same trees, to the last bit. What a hidden layer gets from a token is
// computed once for each token, and layer 1's input products once for each frequent word.
//
// # Training
//
// Package train does backpropagation by hand, in 32-bit floating point: Adam, batches of 16
// sentences, a step of 0.002 that falls to a fiftieth, dropout, words taken for unknown the
// more often the rarer they are, a dynamic oracle, and from the second epoch on the parser's
// own choice followed nine times in ten. The model that ships learned from UD English EWT
// and, for seven tenths, from the average of two teachers trained on the same sentences:
//
//	go run ./internal/syntax/cmd/parser train --treebank DIR --out t1.bin --state 128 --seed 11 --dropout 0.35
//	go run ./internal/syntax/cmd/parser train --treebank DIR --out t2.bin --state 96 --seed 2 --dropout 0.35
//	go run ./internal/syntax/cmd/parser train --treebank DIR --out internal/syntax/model/parser.bin --epochs 18 --teacher t1.bin --teacher t2.bin
//	go run ./internal/syntax/cmd/parser eval --sheet internal/syntax/model/scores.json DIR
//
// DIR holds the files of https://github.com/UniversalDependencies/UD_English-EWT, and for
// the second test set those of https://github.com/UniversalDependencies/UD_English-PUD.
// One core needs 4 to 6 minutes for a teacher and 10 for the pupil. The same seed gives the
// same model on the same kind of machine.
//
// # Measured
//
// On the treebank's words, with predicted tags, all relations in full and punctuation
// counted (all figures are in model/scores.json, which a test ties to the model):
//
//	               UPOS   XPOS   UAS    LAS    nsubj  obj   nsubj:pass  obl   nmod  conj  appos
//	EWT test       95.7   95.0   89.0   86.2   93.1   89.7  88.0        78.1  78.8  72.4  41.8
//	PUD (news)     95.7   95.1   85.7   82.3   88.3   87.6  90.6        76.3  78.5  72.1  46.2
//
// Networks without teachers reach 85.2 to 85.4 on EWT test. A
// third of the wrong heads on PUD are of punctuation, which the two treebanks attach
// differently. What goes wrong most: whether a prepositional phrase belongs to the verb or to
// the noun before it, the extent of coordinations, appositions. Subjects, objects and passives
// are to be relied on, obl and nmod less, appos hardly.
//
// On one core of an AMD EPYC (Zen 5): 60,000 tokens a second with AVX2, 10,000 in plain Go
// (GODEBUG=cpu.avx2=off shows it); Load takes 9 ms; the model has 1.7 MB.
package syntax
