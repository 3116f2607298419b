// Package store is the contract between demarche and its stores: small facets, no implementation. store/sqlite and
// store/neo4j implement it, store/storetest is the suite that both pass, store/open picks one by URL.
//
// The same call gives the same answer in the same order from every store. Sort keys and search tokens are therefore
// computed in Go (see [SortKey], [Tokens]) and stored, and every order ends in the id.
//
// Errors are *diplo.Error: Unavailable where the store is away, locked, read-only or has another schema version, Timeout
// where the context's deadline passed, BadInput for a batch that breaks a rule, Internal for the rest.
package store

import (
	"context"
	"iter"
	"slices"
	"time"

	"github.com/demarche/demarche/internal/diplo"
)

// Store is a whole store. Every method is safe for concurrent use. Whoever opened it closes it.
type Store interface {
	Writer
	Reader
	Asker
	Scanner
	Log
	Keeper
}

// Writer changes the store.
type Writer interface {
	// Apply writes a batch in one transaction: all of it or nothing. Writers take turns: each reads the touched dossiers'
	// evidences, calls diplo.Fold (see [MakePlan]), and writes statements, typed edges and the change log. It is idempotent (what is
	// there already changes nothing) and safe from many writers and processes at once; the order of batches never shows
	// in the result. RecordedAt and RetractedAt are set from the store's clock, one instant a batch, where they are zero
	// in the batch; an import brings its own.
	//
	// Evidence counts while its document's current version (diplo.Current) is its own and neither is retracted: a newer
	// version of a document retracts the evidence of the older, whichever arrives first. Nothing retracted comes back in
	// force: re-ingesting a deleted version changes nothing.
	//
	// Superseded ids follow diplo.Successors over the touched dossiers: an id that a statement in force takes stands for
	// itself again, as does one that another now leads to; the rest of the new pointers are written.
	Apply(ctx context.Context, b Batch) (Applied, error)
	// Restore replaces the change log and the superseded ids by those of a backup, in one transaction.
	Restore(ctx context.Context, h History) error
}

// History is the part of a store that is not computed from evidence.
type History struct {
	Changes    []diplo.Change // Seq 1, 2, 3 ...; anything else is BadInput
	Superseded [][2]diplo.ID  // old id, what it leads to
}

// Batch is what one Apply writes; see [Prepare] for the rules that hold within it. Entities must hold the profile of
// every entity that the evidences and judgements name ([Batch.Names]), and Documents the version of every document
// that the evidences name ([Batch.Versions]), unless the store has them. Additions come before retractions and
// deletions. What is there already is merged: profiles by diplo.MergeProfiles; of a document the least name; of
// everything the earlier RecordedAt and the earlier RetractedAt.
type Batch struct {
	Documents        []diplo.Document
	Entities         []diplo.Entity
	Evidences        []diplo.Evidence
	Judgements       []diplo.Judgement
	RetractEvidences []diplo.ID // ids that neither batch nor store has are refused with NotFound
	DeleteDocuments  []diplo.ID // every version, with its evidence; unknown ids are refused in the same way
}

// Applied tells what an Apply changed. All zero means that everything was there already.
type Applied struct {
	Documents  int // versions not seen before
	Entities   int // ids not seen before
	Evidences  int // ids not seen before
	Judgements int // ids not seen before
	Retracted  int // evidences that counted before and no longer do
	Changes    []diplo.Change
}

// Reader fetches by id, many at once. Results stand in the order of the ids asked for, a zero value (ID "") where there
// is none; no id costs a call of its own.
type Reader interface {
	// DocumentsByID returns current versions, deleted ones among them (RetractedAt tells).
	DocumentsByID(ctx context.Context, ids []diplo.ID) ([]diplo.Document, error)
	// EntitiesByID returns profiles under the ids asked for, not under their canonical ids.
	EntitiesByID(ctx context.Context, ids []diplo.ID) ([]diplo.Entity, error)
	// StatementsByID follows superseded ids to their successors and finds retracted statements too.
	StatementsByID(ctx context.Context, ids []diplo.ID) ([]diplo.Statement, error)
	// EvidencesByID finds retracted evidences too.
	EvidencesByID(ctx context.Context, ids []diplo.ID) ([]diplo.Evidence, error)
	// ActsByID returns acts with their parts, joined over the evidences in force: canonical ids, each role and entity
	// once, named as the entity's profile is. An act without evidence in force is not found.
	ActsByID(ctx context.Context, ids []diplo.ID) ([]diplo.Act, error)
	// Identity returns the identity that the judgements in force make.
	Identity(ctx context.Context) (Identity, error)
	// VersionSeen reports whether the store has had this version of the document, deleted or not.
	VersionSeen(ctx context.Context, document diplo.ID, version string) (bool, error)
}

// Asker answers questions over many statements.
type Asker interface {
	// Statements returns a page of the statements that match, in order, and what q.With asks for beside them, all of one
	// state of the store.
	Statements(ctx context.Context, q Query) (StatementPage, error)
	// Count returns how many statements match, and how many acts they tell of (a statement without an act counts as
	// one).
	Count(ctx context.Context, f Filter, r RollUp) (statements, acts int, err error)
	// Dyads groups the matching statements by subject and object after roll-up, in both directions for none: a
	// symmetric statement stands once, from its subject. Sorted by Count descending, then subject, then object id; at
	// most limit of them, 0 for all. Statements without the polity asked for are left out.
	Dyads(ctx context.Context, f Filter, r RollUp, limit int) ([]Dyad, error)
	// Timeline groups the matching dated statements by the interval that holds their Occurred.Day, and by type.
	// Sorted by Since, then type. Intervals without a statement are not there. Undated statements are counted apart
	// under Since "".
	Timeline(ctx context.Context, f Filter, r RollUp, i Interval) ([]Point, error)
	// EvidenceOf returns, for each statement id, a page of its evidence (Statement.Evidence: in force if the statement
	// is, else retracted), and how many there are: newest publication day first, ties by id, descending too, so that a
	// Place is (Published, ID). Superseded ids are not followed. The results stand in the order of the ids.
	EvidenceOf(ctx context.Context, statements []diplo.ID, page Page) ([]EvidencePage, error)
	// EntitiesNamed returns the entities in the store of which a name or alias equals name after folding
	// (store.FoldName), sorted by id.
	EntitiesNamed(ctx context.Context, name string) ([]diplo.Entity, error)
	// Documents returns a page of the current, undeleted documents, in the order of EvidenceOf; an empty publisher means
	// any, others are compared after FoldName.
	Documents(ctx context.Context, publisher string, page Page) ([]diplo.Document, error)
	// Stats counts what is in the store.
	Stats(ctx context.Context) (Stats, error)
}

// Scanner streams everything of a kind, retracted or not, sorted by id (documents by id, then version), for backups and
// checks. A scan sees one consistent state.
type Scanner interface {
	ScanDocuments(ctx context.Context) iter.Seq2[diplo.Document, error]
	ScanEntities(ctx context.Context) iter.Seq2[diplo.Entity, error]
	ScanEvidences(ctx context.Context) iter.Seq2[diplo.Evidence, error]
	ScanJudgements(ctx context.Context) iter.Seq2[diplo.Judgement, error]
	ScanStatements(ctx context.Context) iter.Seq2[diplo.Statement, error]
	// ScanEdges streams the typed edges as they stand in the store, by statement id: what diplo.Project makes of the
	// statements.
	ScanEdges(ctx context.Context) iter.Seq2[diplo.Edge, error]
	// ScanSuperseded streams superseded statement ids and what each leads to directly, sorted by old id.
	ScanSuperseded(ctx context.Context) iter.Seq2[[2]diplo.ID, error]
}

// Log is the change log: a gapless sequence from 1 that subscribers resume from.
type Log interface {
	// Changes returns up to limit changes after the sequence number, in order.
	Changes(ctx context.Context, after int64, limit int) ([]diplo.Change, error)
}

// Keeper is what an operator needs.
type Keeper interface {
	// Migrate brings the schema to the newest version, creating it in an empty store, and returns the version before (0
	// for none) and after. It is idempotent and safe from several processes at once. Open creates nothing: before the
	// first Migrate every other call fails with Unavailable.
	Migrate(ctx context.Context) (before, after int, err error)
	// Ping reports whether the store answers and its schema version is the one this build works with.
	Ping(ctx context.Context) error
	Close(ctx context.Context) error
}

// Options open a store.
type Options struct {
	Clock func() time.Time // nil means time.Now; times are kept in UTC, cut to microseconds
}

// Now reads the clock.
func (o Options) Now() time.Time {
	if o.Clock == nil {
		return Instant(time.Now())
	}
	return Instant(o.Clock())
}

// Filter selects statements. The zero value matches everything in force; defaults that a user expects (actual, positive
// ...) are set above. A nil slice or pointer means any; a non-nil empty slice matches nothing, NoneOf's too. All fields
// must hold.
type Filter struct {
	Types                   []diplo.Type
	Subject, Object, Either *EntityFilter // Either: subject or object; subject and object are read after roll-up
	Since, Until            diplo.Date    // the occasion's interval must overlap theirs; an unknown end of either is open
	Undated                 Undated
	Modality                []diplo.Modality
	Polarity                []diplo.Polarity
	Basis                   []diplo.EvidenceBasis // some evidence has one of these
	MinOrigins              int
	MinSupport              float64
	Speaker                 *EntityFilter // some evidence has such a claimant (Statement.ClaimedBy)
	Attributed, Contested   *bool
	Publisher               string    // some evidence's document has this publisher, compared after FoldName
	Document                diplo.ID  // some evidence is in this document
	Text                    []string  // tokens (store.Tokens); all must stand in one quote
	RecordedSince           time.Time // inclusive, cut to microseconds; zero any
	IncludeRetracted        bool      // false: in force only. Only the top level's counts
	AllOf, AnyOf, NoneOf    []Filter
}

// EntityFilter selects entities. All fields must hold.
type EntityFilter struct {
	IDs      []diplo.ID // canonical; nil any, empty none
	Kinds    []diplo.Kind
	MemberOf diplo.ID // states that are members of this organization by the profile under their canonical id; "" any
}

// Undated says what a filter does with undated statements (Occurred.Dated), with or without Since and Until.
type Undated string

// The choices; "" is Include.
const (
	Include Undated = "INCLUDE" // they pass where what is known of them overlaps (PUBLICATION: until the publication day)
	Exclude Undated = "EXCLUDE"
	Only    Undated = "ONLY" // undated ones alone, those that Include lets pass
)

// RollUp says whose act a statement counts as.
type RollUp string

// The roll-ups; "" is AsStated.
const (
	AsStated RollUp = "NONE"   // subject and object as stated
	ByPolity RollUp = "POLITY" // the polities they act for; a conflict stays itself. Statements without a polity, or with the same at both ends, fall out
)

// Order is a sort order of statements; ties end in the id, in the same direction.
type Order struct {
	Field     OrderField // "" is Occurred
	Ascending bool
}

// OrderField is what statements are sorted by.
type OrderField string

// The fields.
const (
	Occurred OrderField = "OCCURRED" // Statement.Latest
	Recorded OrderField = "RECORDED" // Statement.RecordedAt
	Support  OrderField = "SUPPORT"  // Statement.Support
)

// Query asks for a page of statements.
type Query struct {
	Filter Filter
	RollUp RollUp
	Order  Order
	Page   Page
	With   With
}

// With is what to return beside a page of statements; the zero value is nothing.
type With struct {
	Total     bool   // how many statements match, on this page or not
	Evidence  int    // the first so many evidences of each statement; 0 none
	Documents Detail // the documents of that evidence
	Entities  Detail // the profiles of the entities that the statements name ([NamedBy])
}

// Detail is how much of a record to return.
type Detail int

// The details.
const (
	Nothing Detail = iota
	Head           // a document without its text; of an entity the Ref alone
	Whole
)

// StatementPage is a page of statements. What was not asked for is zero.
type StatementPage struct {
	Statements []diplo.Statement
	Total      int
	Evidence   []EvidencePage   // of each of Statements, in their order, as EvidenceOf returns it
	Documents  []diplo.Document // by id; evidence in a version that is not its document's current one brings none
	Entities   []diplo.Entity   // by id
	Judgements Revision         // whether they are those of an [Identity] read before
}

// Revision tells one set of judgements in a store from every other that the store ever had; "" where there are none.
type Revision string

// Identity is the identity that one revision of the judgements makes. The zero value is that of none.
type Identity struct {
	diplo.Identity
	Revision Revision
}

// NamedBy returns the ids of the entities that statements name as an end, a polity or a claimant, sorted.
func NamedBy(statements []diplo.Statement) []diplo.ID {
	var ids []diplo.ID
	for _, s := range statements {
		ids = append(append(ids, s.Subject, s.Object, s.SubjectPolity, s.ObjectPolity), s.ClaimedBy...)
	}
	slices.Sort(ids)
	return slices.DeleteFunc(slices.Compact(ids), func(id diplo.ID) bool { return id == "" })
}

// Page is a keyset page: of the items after the place After and before the place Before (nil: no bound) the first
// Limit, or with Backward the last Limit, in the list's order either way. Limit 0 means all.
type Page struct {
	After, Before *Place
	Backward      bool
	Limit         int
}

// Place is where an item stands in a list: its sort key and id.
type Place struct {
	Key string
	ID  diplo.ID
}

// Dyad is the statements between two entities in one direction.
type Dyad struct {
	Subject, Object      diplo.ID
	Count, Acts, Reports int
	First, Last          diplo.Date // least and greatest Occurred.Day of the dated ones; "" if none is
	Statement            diplo.ID   // the least id among them
}

// Interval is the length of a timeline's step.
type Interval string

// The intervals. Weeks begin on Monday.
const (
	ByDay   Interval = "DAY"
	ByWeek  Interval = "WEEK"
	ByMonth Interval = "MONTH"
	ByYear  Interval = "YEAR"
)

// Point is one type's statements in one interval of a timeline.
type Point struct {
	Since                diplo.Date // first day of the interval, "" for undated
	Type                 diplo.Type
	Count, Acts, Reports int
}

// EvidencePage is a page of a statement's evidence.
type EvidencePage struct {
	Evidence []diplo.Evidence
	Total    int
}

// Stats counts what is in force.
type Stats struct {
	Documents  int   // current, not deleted
	Entities   int   // all
	Evidences  int   // in force
	Statements int   // in force
	Acts       int   // distinct acts of the evidences in force
	LastChange int64 // highest sequence number of the change log, 0 for none
}
