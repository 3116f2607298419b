// Package gazetteer knows who is who: states with their capitals, demonyms and seats, the bodies that act for them,
// organizations, conflicts, titles, and the persons who held offices, each office with its dates.
//
// [Open] decodes the embedded data, lays overlays over it and gives a [Gazetteer], which never changes afterwards.
// [Gazetteer.Resolve] answers a name as a user writes it; [Gazetteer.Longest] reads names in running text.
// What the gazetteer does not know gets an id made from its name alone: [UnknownPerson], [UnknownOrganization].
//
// The data is made by the command in compile from the sources that data/README.md lists.
package gazetteer
