// Package diplo is the vocabulary of demarche: the statement types, the entities and their offices, documents, evidence
// and statements, and the two pure functions that everything else stands on: [Fold], which computes statements from
// evidence, and [Project], which turns a statement into the typed edge of the graph.
//
// The package imports the standard library alone and does no I/O. Values are plain data: they are compared, copied and
// marshalled freely, and nothing in them points into a store.
//
// The terms:
//
//   - An [Entity] is a person, a state, an organization or a conflict. Its [ID] is the same in every store.
//   - A polity is the state or organization that an entity acts for on a day: itself, or by office.
//   - [Evidence] is one occasion as one document tells it, with its best quote. It never changes.
//   - A [Statement] is what one or many evidences together say. It is computed by [Fold], never written by hand.
//   - A bucket is (type, subject, object, modality, polarity); a [Dossier] is all buckets of one (type, subject,
//     object), the unit that a store locks and folds.
//   - A [Judgement] says of two entity ids whether they are one entity.
package diplo
