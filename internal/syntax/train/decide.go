package train

import (
	"cmp"
	"math"
	"slices"

	"github.com/demarche/demarche/internal/syntax/transition"
)

// decide parses the sentences of a batch side by side and turns the scores of the actions
// into their gradients: the loss of a decision is the logarithm of the probability of the
// actions that cost nothing.
func (n *network) decide(b *batch, explore bool) {
	p := &n.pass
	for _, t := range append([]*network{n}, n.teachers...) {
		t.pass.hidden = b.matrix(2*b.rows+4, t.cfg.Hidden)
		t.pass.dActions = b.matrix(2*b.rows+4, t.actionOut.cols)
	}
	states := make([]transition.State, len(b.sentences))
	open := make([]int, len(b.sentences))
	for i, s := range b.sentences {
		states[i].Reset(len(s.ids))
		open[i] = i
	}
	for {
		open = unfinished(open, states)
		if len(open) == 0 {
			return
		}
		first := len(p.views)
		for _, i := range open {
			p.views = append(p.views, n.view(b, i, &states[i]))
		}
		views := p.views[first:]
		n.weigh(first, views)
		for _, t := range n.teachers {
			t.weigh(first, views)
		}
		for k, i := range open {
			move, relation := n.judge(first+k, &states[i], b.sentences[i], explore)
			states[i].Do(move, relation)
		}
	}
}

// weigh computes the scores of the actions of some decisions, whose first row is given.
func (n *network) weigh(first int, views []view) {
	p := &n.pass
	for k, v := range views {
		n.hide(p.hidden.row(first+k), v)
		copy(p.dActions.row(first+k), n.actionBias.data)
	}
	addProduct(p.dActions.from(first, len(views)), p.hidden.from(first, len(views)), n.actionOut.matrix)
}

// unfinished keeps the sentences in whose states there is something to decide.
func unfinished(open []int, states []transition.State) []int {
	kept := open[:0]
	for _, i := range open {
		if s := &states[i]; !s.Final() && !s.OnlyRoot() {
			kept = append(kept, i)
		}
	}
	return kept
}

func (n *network) view(b *batch, i int, state *transition.State) view {
	seen := state.View()
	var v view
	for slot, t := range seen.Tokens {
		switch {
		case t == transition.None:
			v.rows[slot] = rowAbsent
		case t == len(b.sentences[i].ids):
			v.rows[slot] = rowRoot
		default:
			v.rows[slot] = b.starts[i] + t
		}
	}
	for slot, r := range seen.Relations {
		v.arcs[slot] = slot*(len(n.relations)+1) + r + 1
	}
	return v
}

// hide computes the hidden layer of a decision.
func (n *network) hide(hidden []float32, v view) {
	size := len(hidden)
	copy(hidden, n.hiddenBias.data)
	for slot, row := range v.rows {
		add(hidden, n.slotRow(row)[slot*size:])
	}
	for _, row := range v.arcs {
		add(hidden, n.arcTable.row(row))
	}
	for i, h := range hidden {
		hidden[i] = max(h, 0)
	}
}

func (n *network) slotRow(row int) []float32 {
	switch row {
	case rowAbsent:
		return n.absent.row(0)
	case rowRoot:
		return n.absent.row(1)
	default:
		return n.pass.slots.row(row)
	}
}

// judge turns the scores of a decision's actions into the gradient of the loss and picks the
// action to go on with: when exploring mostly the parser's own, else the best of those that
// cost nothing.
func (n *network) judge(row int, state *transition.State, s *sentence, explore bool) (transition.Move, int) {
	p, relations := &n.pass, len(n.relations)
	scores := p.dActions.row(row)
	best := choose(scores, state, relations)

	var good []int
	total := float32(0)
	for _, m := range cheapest(state, s.gold) {
		a := n.action(m, state, s)
		good = append(good, a)
		total += scores[a]
	}
	bestGood := slices.MaxFunc(good, func(a, b int) int { return cmp.Compare(scores[a], scores[b]) })
	p.decisionLoss -= math.Log(float64(total) + 1e-30)

	gold := float32(1)
	if len(n.teachers) > 0 {
		gold = n.cfg.GoldShare
	}
	total = max(total, 1e-20)
	for _, a := range good {
		scores[a] -= gold * scores[a] / total
	}
	for _, t := range n.teachers {
		opinion := t.pass.dActions.row(row)
		choose(opinion, state, relations)
		subtract(scores, opinion, (1-gold)/float32(len(n.teachers)))
	}
	if explore && n.rng.Float64() < n.cfg.Exploration {
		return split(best, relations)
	}
	return split(bestGood, relations)
}

// choose turns scores into the probabilities of the legal actions and gives the best one.
func choose(scores []float32, state *transition.State, relations int) int {
	clear(scores[1+2*relations:])
	scores = scores[:1+2*relations]
	for m := transition.Shift; m < transition.Moves; m++ {
		if state.Legal(m) {
			continue
		}
		illegal := scores[:1]
		if m != transition.Shift {
			illegal = scores[1+int(m-transition.Left)*relations:][:relations]
		}
		for i := range illegal {
			illegal[i] = float32(math.Inf(-1))
		}
	}
	return softmax(scores)
}

// cheapest gives the legal moves that lose the fewest gold arcs.
func cheapest(state *transition.State, gold *transition.Gold) []transition.Move {
	var moves []transition.Move
	least := math.MaxInt
	for m := transition.Shift; m < transition.Moves; m++ {
		if !state.Legal(m) {
			continue
		}
		cost := gold.Cost(state, m)
		if cost < least {
			least, moves = cost, moves[:0]
		}
		if cost == least {
			moves = append(moves, m)
		}
	}
	return moves
}

// action is the index of a move with the gold relation of the token that it would attach.
func (n *network) action(m transition.Move, state *transition.State, s *sentence) int {
	if m == transition.Shift {
		return 0
	}
	relation := 0
	if top := state.Stack(0); top >= 0 {
		relation = max(s.relations[top], 0)
	}
	return 1 + int(m-transition.Left)*len(n.relations) + relation
}

func split(action, relations int) (transition.Move, int) {
	if action == 0 {
		return transition.Shift, transition.None
	}
	return transition.Left + transition.Move((action-1)/relations), (action - 1) % relations
}

// undecide takes the gradients of the decisions back to the slot products, which it gives.
func (n *network) undecide(b *batch) matrix {
	p := &n.pass
	size := n.cfg.Hidden
	decisions := len(p.views)
	hidden, dActions := p.hidden.from(0, decisions), p.dActions.from(0, decisions)
	addTransposed(n.actionOut.grad, hidden, dActions)
	addRows(n.actionBias.grad.data, dActions)
	dHidden := b.matrix(decisions, size)
	addProduct(dHidden, dActions, n.actionOut.turned)
	dSlots := b.matrix(b.rows, p.slots.cols)
	for i, v := range p.views {
		d, h := dHidden.row(i), hidden.row(i)
		for j := range d {
			if h[j] <= 0 {
				d[j] = 0
			}
		}
		for slot, row := range v.rows {
			to := dSlots
			switch row {
			case rowAbsent:
				to, row = n.absent.grad, 0
			case rowRoot:
				to, row = n.absent.grad, 1
			}
			add(to.row(row)[slot*size:][:size], d)
		}
		for _, row := range v.arcs {
			add(n.arcTable.touch(row), d)
		}
		add(n.hiddenBias.grad.data, d)
	}
	return dSlots
}
