package storetest

import (
	"testing"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/store"
)

func testDocuments(t *testing.T, open Open) {
	older := written("the story", "Russia condemned Ukraine.", "2025-06-01", "Wire")
	newer := written("the story", "Russia criticized Ukraine.", "2025-06-02", "Wire")
	inOlder := told("state:RU", "CONDEMNS", "state:UA", "2025-06-01", in(older))
	inNewer := told("state:RU", "CRITICIZES", "state:UA", "2025-06-01", in(newer))
	first, second := batchOf(evidences(inOlder), older), batchOf(evidences(inNewer), newer)

	for name, order := range map[string][]store.Batch{"NewerVersionLast": {first, second}, "NewerVersionFirst": {second, first}} {
		t.Run(name, func(t *testing.T) {
			b := beginTest(t, open)
			retracted := 0
			for _, batch := range order {
				retracted += b.apply(batch).Retracted
			}
			b.equal("statement in force", b.only().Type, inNewer.Type)
			b.equal("current version", must(b.DocumentsByID(b.ctx, []diplo.ID{older.ID}))(b)[0].Version, newer.Version)
			es := must(b.EvidencesByID(b.ctx, []diplo.ID{inOlder.ID, inNewer.ID}))(b)
			if es[0].RetractedAt == nil || !es[0].RetractedAt.Equal(b.clock.now) || es[1].RetractedAt != nil {
				b.Errorf("retractions: %v, %v; want the older's at the second batch", es[0].RetractedAt, es[1].RetractedAt)
			}
			b.equal("evidences that no longer count", retracted, map[bool]int{true: 1, false: 0}[name == "NewerVersionLast"])
			for _, v := range []string{older.Version, newer.Version} {
				b.equal("VersionSeen", must(b.VersionSeen(b.ctx, older.ID, v))(b), true)
			}
			b.equal("VersionSeen of another", must(b.VersionSeen(b.ctx, older.ID, "x"))(b), false)
		})
	}
	t.Run("ANewerVersionWithoutEvidenceCountsToo", func(t *testing.T) {
		b := beginTest(t, open)
		b.apply(first)
		b.apply(store.Batch{Documents: []diplo.Document{newer}})
		b.equal("statements", len(b.statements(store.Filter{})), 0)
	})
	t.Run("DeletedStaysDeleted", func(t *testing.T) {
		b := beginTest(t, open)
		b.apply(first)
		b.apply(second)
		applied := b.apply(store.Batch{DeleteDocuments: []diplo.ID{older.ID}})
		b.equal("Retracted", applied.Retracted, 1)
		b.equal("statements", len(b.statements(store.Filter{})), 0)
		b.equal("listed", len(must(b.Documents(b.ctx, "", store.Page{}))(b)), 0)
		if d := must(b.DocumentsByID(b.ctx, []diplo.ID{older.ID}))(b)[0]; d.RetractedAt == nil || d.Text != newer.Text {
			b.Errorf("deleted document by id: %+v", d)
		}
		for _, d := range must(gather(b.ScanDocuments(b.ctx)))(b) {
			if d.RetractedAt == nil {
				b.Errorf("version %s was not deleted", d.Version)
			}
		}
		b.equal("VersionSeen", must(b.VersionSeen(b.ctx, newer.ID, newer.Version))(b), true)
		before := Export(b, b.Store, true)
		b.equal("deleting it again", b.apply(store.Batch{DeleteDocuments: []diplo.ID{older.ID}}), store.Applied{})
		b.equal("ingesting it again", b.apply(second), store.Applied{})
		b.equal("the store after both", Export(b, b.Store, true), before)

		third := written("the story", "Russia sanctioned Ukraine.", "2025-06-03", "Wire")
		b.apply(batchOf(evidences(told("state:RU", "SANCTIONS", "state:UA", "2025-06-01", in(third))), third))
		b.equal("statement of a version after the deletion", b.only().Type, diplo.Type("SANCTIONS"))
	})
	t.Run("OthersSupportWhatADeletedDocumentSaid", func(t *testing.T) {
		b := beginTest(t, open)
		other := written("another", "Moscow condemned Kyiv.", "2025-06-02", "Courier")
		b.apply(first)
		b.apply(batchOf(evidences(told("state:RU", "CONDEMNS", "state:UA", "2025-06-01", in(other))), other))
		b.equal("reports", b.only().Reports, 2)
		b.apply(store.Batch{DeleteDocuments: []diplo.ID{older.ID}})
		b.equal("reports", b.only().Reports, 1)
	})
	t.Run("OneBatchMayAddAndDelete", func(t *testing.T) {
		b := beginTest(t, open)
		batch := batchOf(evidences(inOlder), older)
		batch.DeleteDocuments = []diplo.ID{older.ID}
		b.equal("Retracted: it never counted", b.apply(batch).Retracted, 0)
		b.equal("statements", len(b.statements(store.Filter{})), 0)
	})
	t.Run("TheLeastNameStays", func(t *testing.T) {
		b := beginTest(t, open)
		for _, name := range []string{"m", "a", "z"} {
			d := older
			d.Name = name
			b.apply(store.Batch{Documents: []diplo.Document{d}})
		}
		b.equal("name", must(b.DocumentsByID(b.ctx, []diplo.ID{older.ID}))(b)[0].Name, "a")
	})
}
