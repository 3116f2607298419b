package neo4j

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/demarche/demarche/internal/diplo"
	"github.com/demarche/demarche/internal/store"
)

// What a value is made of: of a node the properties that each ...Of reads. A node holds more beside, for searching and for
// those who look at the graph: to read all of them and leave some out costs a good part of a query's time.
const (
	statementProperties = ".id, .type, .subject, .object, .subjectPolity, .objectPolity, " + occurredProperties + ", .modality, .polarity, .title, " +
		".support, .reports, .origins, .claimedBy, .attributed, .contested, .act, .evidence, .published, .recordedAt, .retractedAt"
	evidenceProperties = foldProperties + ", .quote, .start, .end, .extractor, .rule"
	// foldProperties are all that folding and retracting an evidence need.
	foldProperties = ".id, .basis, .document, .version, .published, .origin, .type, .modality, .polarity, " + occurredProperties + ", " +
		".title, .confidence, .recordedAt, .retractedAt, .detail"
	occurredProperties = ".since, .until, .precision, .dateBasis, .dateWords"
	documentProperties = headProperties + ", .text"
	headProperties     = ".id, .version, .name, .title, .publisher, .url, .published, .publishedAt, .language, .recordedAt, .retractedAt"
	entityProperties   = ".id, .name, .aliases, .iso2, .iso3, .cameo, .cow, .wikidata, .parent, .recordedAt, .detail"
)

func documentRow(d diplo.Document) row {
	return row{
		"id": d.ID, "version": d.Version, "name": text(d.Name), "title": text(d.Title), "publisher": text(d.Publisher),
		"url": text(d.URL), "published": date(d.Published), "publishedAt": instant(d.PublishedAt), "language": text(d.Language),
		"text": text(d.Text), "recordedAt": instant(d.RecordedAt), "retractedAt": retraction(d.RetractedAt),
		"publisherKey": text(store.FoldName(d.Publisher)), "sortPublished": string(d.Published),
	}
}

func documentOf(r row) diplo.Document {
	return diplo.Document{
		ID: str[diplo.ID](r, "id"), Version: str[string](r, "version"), Name: str[string](r, "name"), Title: str[string](r, "title"),
		Publisher: str[string](r, "publisher"), URL: str[string](r, "url"), Published: day(r, "published"),
		PublishedAt: at(r, "publishedAt"), Language: str[string](r, "language"), Text: str[string](r, "text"),
		RecordedAt: at(r, "recordedAt"), RetractedAt: retractedAt(r),
	}
}

// entityDetail is what nests in an entity; beside it the same stands as relationships.
type entityDetail struct {
	Offices  []diplo.Office `json:"offices,omitempty"`
	MemberOf []diplo.Ref    `json:"memberOf,omitempty"`
	Parties  []diplo.Ref    `json:"parties,omitempty"`
}

func entityRow(e diplo.Entity) row {
	names := []string{store.FoldName(e.Name)}
	for _, a := range e.Aliases {
		names = append(names, store.FoldName(a))
	}
	slices.Sort(names)
	return row{
		"id": e.ID, "name": e.Name, "aliases": list(e.Aliases), "names": slices.Compact(names),
		"iso2": text(e.Codes.ISO2), "iso3": text(e.Codes.ISO3), "cameo": text(e.Codes.CAMEO), "cow": text(e.Codes.COW),
		"wikidata": text(e.Codes.Wikidata), "parent": text(e.Parent), "recordedAt": instant(e.RecordedAt),
		"detail": detail(entityDetail{e.Offices, e.MemberOf, e.Parties}),
	}
}

func entityOf(r row) diplo.Entity {
	var d entityDetail
	undetail(r, &d)
	id := str[diplo.ID](r, "id")
	return diplo.Entity{
		Ref:     diplo.Ref{ID: id, Kind: id.Kind(), Name: str[string](r, "name")},
		Aliases: strs[string](r, "aliases"),
		Codes: diplo.Codes{ISO2: str[string](r, "iso2"), ISO3: str[string](r, "iso3"), CAMEO: str[string](r, "cameo"),
			COW: str[string](r, "cow"), Wikidata: str[string](r, "wikidata")},
		Offices: d.Offices, MemberOf: d.MemberOf, Parties: d.Parties,
		Parent: str[diplo.ID](r, "parent"), RecordedAt: at(r, "recordedAt"),
	}
}

// evidenceDetail is what nests in an evidence; the ids in it stand as properties and relationships too.
type evidenceDetail struct {
	Subject     diplo.Actor         `json:"subject"`
	Object      diplo.Actor         `json:"object"`
	Attribution []diplo.Attribution `json:"attribution,omitempty"`
	Act         *diplo.Act          `json:"act,omitempty"`
}

func evidenceRow(e diplo.Evidence) row {
	r := row{
		"id": e.ID, "name": caption(e.Quote, e.ID), "basis": string(e.Basis), "document": text(e.Document), "version": text(e.Version),
		"published": date(e.Published), "origin": e.Origin, "type": e.Type, "subject": e.Subject.ID, "object": e.Object.ID,
		"modality": e.Modality, "polarity": e.Polarity, "since": date(e.Occurred.Since), "until": date(e.Occurred.Until),
		"precision": text(e.Occurred.Precision), "dateBasis": e.Occurred.Basis, "dateWords": text(e.Occurred.Words),
		"title": text(e.Title), "claimant": text(diplo.Claimant(e.Attribution).Name), "quote": text(e.Quote), "start": e.Start, "end": e.End,
		"confidence": e.Confidence, "extractor": text(e.Extractor), "rule": text(e.Rule),
		"recordedAt": instant(e.RecordedAt), "retractedAt": retraction(e.RetractedAt),
		"dossier": dossierAsTold(e).Key(), "names": store.Batch{Evidences: []diplo.Evidence{e}}.Names(),
		"tokens": list(store.Tokens(e.Quote)), "sortPublished": string(e.Published),
		"detail": detail(evidenceDetail{e.Subject, e.Object, e.Attribution, e.Act}),
	}
	if e.Act != nil {
		r["act"] = text(e.Act.ID)
	}
	return r
}

// dossierAsTold is the dossier before any two entities are judged the same.
func dossierAsTold(e diplo.Evidence) diplo.Dossier { return diplo.DossierOf(e, diplo.Identity{}) }

func evidenceOf(r row) diplo.Evidence {
	var d evidenceDetail
	undetail(r, &d)
	return diplo.Evidence{
		ID: str[diplo.ID](r, "id"), Basis: str[diplo.EvidenceBasis](r, "basis"), Document: str[diplo.ID](r, "document"),
		Version: str[string](r, "version"), Published: day(r, "published"), Origin: str[string](r, "origin"),
		Type: str[diplo.Type](r, "type"), Subject: d.Subject, Object: d.Object,
		Modality: str[diplo.Modality](r, "modality"), Polarity: str[diplo.Polarity](r, "polarity"), Occurred: occurredOf(r),
		Title: str[string](r, "title"), Attribution: d.Attribution, Act: d.Act,
		Quote: str[string](r, "quote"), Start: integer(r, "start"), End: integer(r, "end"), Confidence: number(r, "confidence"),
		Extractor: str[string](r, "extractor"), Rule: str[string](r, "rule"),
		RecordedAt: at(r, "recordedAt"), RetractedAt: retractedAt(r),
	}
}

func occurredOf(r row) diplo.Occurred {
	return diplo.Occurred{Since: day(r, "since"), Until: day(r, "until"), Precision: str[diplo.Precision](r, "precision"),
		Basis: str[diplo.Basis](r, "dateBasis"), Words: str[string](r, "dateWords")}
}

// statementRow is a statement's properties; evidence holds its evidences, names the entities' names.
func statementRow(s diplo.Statement, evidence map[diplo.ID]diplo.Evidence, names map[diplo.ID]string) row {
	info, _ := s.Type.Info()
	var bases []string
	for _, id := range s.Evidence {
		if b := string(evidence[id].Basis); !slices.Contains(bases, b) {
			bases = append(bases, b)
		}
	}
	slices.Sort(bases)
	subject, object := rolledUp(s)
	return row{
		"id": s.ID, "name": strings.TrimSpace(names[s.Subject] + " " + info.Past + " " + names[s.Object] + " " + string(s.Latest())),
		"type": s.Type, "subject": s.Subject, "object": s.Object, "subjectPolity": text(s.SubjectPolity), "objectPolity": text(s.ObjectPolity),
		"rolledSubject": text(subject), "rolledObject": text(object),
		"since": date(s.Occurred.Since), "until": date(s.Occurred.Until), "day": date(s.Occurred.Day()),
		"precision": text(s.Occurred.Precision), "dateBasis": s.Occurred.Basis, "dateWords": text(s.Occurred.Words),
		"modality": s.Modality, "polarity": s.Polarity, "title": text(s.Title),
		"support": s.Support, "reports": s.Reports, "origins": s.Origins,
		"claimedBy": list(s.ClaimedBy), "attributed": s.Attributed, "contested": s.Contested, "act": text(s.Act),
		"evidence": list(s.Evidence), "bases": list(bases), "published": date(s.Published),
		"recordedAt": instant(s.RecordedAt), "retractedAt": retraction(s.RetractedAt),
		"dossier":      diplo.Dossier{Type: s.Type, Subject: s.Subject, Object: s.Object}.Key(),
		"sortOccurred": store.SortKey(s, store.Occurred), "sortRecorded": store.SortKey(s, store.Recorded), "sortSupport": store.SortKey(s, store.Support),
	}
}

// rolledUp is the two ends of a statement as store.ByPolity counts it, both "" where it falls out.
func rolledUp(s diplo.Statement) (subject, object diplo.ID) {
	subject, object = s.SubjectPolity, s.ObjectPolity
	if s.Subject.Kind() == diplo.Conflict {
		subject = s.Subject
	}
	if s.Object.Kind() == diplo.Conflict {
		object = s.Object
	}
	if subject == "" || object == "" || subject == object {
		return "", ""
	}
	return subject, object
}

func statementOf(r row) diplo.Statement {
	return diplo.Statement{
		ID: str[diplo.ID](r, "id"), Type: str[diplo.Type](r, "type"), Subject: str[diplo.ID](r, "subject"), Object: str[diplo.ID](r, "object"),
		SubjectPolity: str[diplo.ID](r, "subjectPolity"), ObjectPolity: str[diplo.ID](r, "objectPolity"), Occurred: occurredOf(r),
		Modality: str[diplo.Modality](r, "modality"), Polarity: str[diplo.Polarity](r, "polarity"), Title: str[string](r, "title"),
		Support: number(r, "support"), Reports: integer(r, "reports"), Origins: integer(r, "origins"),
		ClaimedBy: strs[diplo.ID](r, "claimedBy"), Attributed: truth(r, "attributed"), Contested: truth(r, "contested"),
		Act: str[diplo.ID](r, "act"), Evidence: strs[diplo.ID](r, "evidence"), Published: day(r, "published"),
		RecordedAt: at(r, "recordedAt"), RetractedAt: retractedAt(r),
	}
}

func judgementRow(j diplo.Judgement) row {
	return row{"id": j.ID, "name": strings.ToLower(string(j.Verdict)) + " by " + j.By, "verdict": j.Verdict, "a": j.A, "b": j.B,
		"by": j.By, "machine": j.Machine, "why": text(j.Why), "recordedAt": instant(j.RecordedAt), "retractedAt": retraction(j.RetractedAt)}
}

func judgementOf(r row) diplo.Judgement {
	return diplo.Judgement{ID: str[diplo.ID](r, "id"), Verdict: str[diplo.Verdict](r, "verdict"), A: str[diplo.ID](r, "a"), B: str[diplo.ID](r, "b"),
		By: str[string](r, "by"), Machine: truth(r, "machine"), Why: str[string](r, "why"), RecordedAt: at(r, "recordedAt"), RetractedAt: retractedAt(r)}
}

func edgeRow(e diplo.Edge) row {
	return row{"statement": e.Statement, "since": date(e.Since), "until": date(e.Until), "reports": e.Reports, "origins": e.Origins,
		"support": e.Support, "claimedBy": list(e.ClaimedBy), "contested": e.Contested}
}

func edgeOf(r row) diplo.Edge {
	p := properties(r, "properties")
	return diplo.Edge{Relationship: str[string](r, "type"), From: str[diplo.ID](r, "from"), To: str[diplo.ID](r, "to"),
		Statement: str[diplo.ID](p, "statement"), Since: day(p, "since"), Until: day(p, "until"), Reports: integer(p, "reports"),
		Origins: integer(p, "origins"), Support: number(p, "support"), ClaimedBy: strs[diplo.ID](p, "claimedBy"), Contested: truth(p, "contested")}
}

func changeRow(c diplo.Change) row {
	return row{"seq": c.Seq, "name": string(c.Kind), "kind": c.Kind, "statement": c.Statement, "successor": text(c.Successor), "at": instant(c.At)}
}

func changeOf(r row) diplo.Change {
	return diplo.Change{Seq: int64(integer(r, "seq")), Kind: str[diplo.ChangeKind](r, "kind"), Statement: str[diplo.ID](r, "statement"),
		Successor: str[diplo.ID](r, "successor"), At: at(r, "at")}
}

func supersededRow(from, to diplo.ID) row {
	return row{"id": from, "name": "leads to " + string(to), "successor": to}
}

// caption is a text short enough for a node in Neo4j Browser.
func caption(quote string, id diplo.ID) string {
	const most = 60
	switch runes := []rune(quote); {
	case quote == "":
		return string(id)
	case len(runes) > most:
		return string(runes[:most]) + "…"
	}
	return quote
}

// detail cannot fail: the values are plain data.
func detail(v any) string {
	b, _ := json.Marshal(v)
	return string(b)
}

func undetail(r row, v any) {
	// What detail wrote can be read; a property that someone spoilt by hand reads as empty.
	_ = json.Unmarshal([]byte(str[string](r, "detail")), v)
}
