package syntax

import (
	"fmt"
	"sync"
	"sync/atomic"

	"github.com/demarche/demarche/internal/syntax/features"
	"github.com/demarche/demarche/internal/syntax/model"
	"github.com/demarche/demarche/internal/syntax/nn"
	"github.com/demarche/demarche/internal/syntax/transition"
)

// Parser tags and parses sentences. It does not change (what it remembers of frequent words
// is never seen outside) and is safe for concurrent use.
type Parser struct {
	net       *network
	words     *features.Vocabulary
	tags      []model.Tag
	relations []string
	cache     []atomic.Pointer[wordInput]
	scratch   sync.Pool
}

// Load decodes the model that ships with the program. It takes some milliseconds; keep the
// parser.
func Load() (*Parser, error) {
	m, err := model.Decode(model.Embedded())
	if err != nil {
		return nil, err
	}
	return New(m)
}

// New makes a parser of a decoded model. It fails where the model's tensors do not fit each
// other.
func New(m *model.Model) (*Parser, error) { return newParser(m, nn.Best()) }

func newParser(m *model.Model, kernel nn.Kernel) (*Parser, error) {
	net, err := newNetwork(m, kernel)
	if err != nil {
		return nil, err
	}
	for _, relation := range m.Relations {
		if relation == "" || relation == rootRelation {
			return nil, fmt.Errorf("parser model: %q among the relations", relation)
		}
	}
	p := &Parser{net: net, words: m.Words, tags: m.Tags, relations: m.Relations}
	p.cache = make([]atomic.Pointer[wordInput], cacheSize)
	p.scratch.New = func() any { return newScratch(net) }
	return p, nil
}

const rootRelation = "root"

// largeSentence is the number of words beyond which a sentence's memory is not kept for the
// next one.
const largeSentence = 1024

// Parse tags and parses one sentence, split into words as the treebank does it: "do" "n't",
// "Putin" "'s", punctuation by itself. Any words will do; the time is linear in their number.
// The tree is empty for no words, else it is projective and has one root.
func (p *Parser) Parse(words []string) Tree {
	if len(words) == 0 {
		return Tree{}
	}
	s := p.scratch.Get().(*scratch)
	if len(words) <= largeSentence {
		defer p.scratch.Put(s)
	}
	s.reset(p.net, len(words))
	p.net.encode(s, func(i int) *wordInput { return p.input(s, words[i]) })

	tree := make(Tree, len(words))
	p.attach(s)
	for i, word := range words {
		tag := p.tags[s.tags[i]]
		tree[i] = Token{Form: word, UPOS: tag.UPOS, XPOS: tag.XPOS, Head: s.state.Head(i)}
		if tree[i].Head == len(words) {
			tree[i].Head, tree[i].Deprel = -1, rootRelation
		} else {
			tree[i].Deprel = p.relations[s.state.Relation(i)]
		}
	}
	return tree
}

// cacheSize is the number of different words whose input products are remembered: a few
// megabytes.
const cacheSize = 2048

// wordInput is the product of a word's features with the input matrices of layer 1.
type wordInput struct {
	word     string
	products [2][]float32
}

// input gives the products of a word, from the cache or computed. A word has one place in
// the cache, and the last one to come keeps it.
func (p *Parser) input(s *scratch, word string) *wordInput {
	hash := uint32(2166136261)
	for i := range len(word) {
		hash = (hash ^ uint32(word[i])) * 16777619
	}
	place := &p.cache[(hash^hash>>15)%cacheSize]
	if found := place.Load(); found != nil && found.word == word {
		return found
	}
	fresh := p.net.input(s, p.words.Ids(word))
	if len(word) > maxCachedWord {
		return fresh
	}
	fresh.word = word
	place.Store(fresh)
	return fresh
}

// maxCachedWord keeps absurdly long words out of the cache.
const maxCachedWord = 64

// attach runs the transition system to its end, choosing the best legal action in every
// state.
func (p *Parser) attach(s *scratch) {
	state := &s.state
	state.Reset(s.length)
	for !state.Final() {
		if state.OnlyRoot() {
			state.Do(transition.Left, transition.None)
			continue
		}
		p.net.score(s, len(p.relations))
		move, relation := best(s, len(p.relations))
		state.Do(move, relation)
	}
}

// actions is the number of actions: one shift, and each of the relations to left and right.
func actions(relations int) int { return 1 + 2*relations }

// best picks the legal action with the highest score, the first of equals.
func best(s *scratch, relations int) (transition.Move, int) {
	move, relation, top := transition.Shift, transition.None, float32(0)
	found := s.state.Legal(transition.Shift)
	if found {
		top = s.scores[0]
	}
	for m := transition.Left; m <= transition.Right; m++ {
		if !s.state.Legal(m) {
			continue
		}
		for r, score := range s.scores[1+int(m-transition.Left)*relations:][:relations] {
			if !found || score > top {
				move, relation, top, found = m, r, score, true
			}
		}
	}
	return move, relation
}
