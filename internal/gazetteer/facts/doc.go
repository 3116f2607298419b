// Package facts reads, cleans and names what is known of political actors: states, organizations, conflicts, titles and
// the dated offices of persons.
//
// Sources and overlays are JSON lines ([Read], [ReadOverlay]). [Clean] mends what joining sources by name broke.
// [Encode] turns facts into sorted text tables, which are what the gazetteer embeds and searches; an overlay goes the
// same way when it is opened. How a name is written is reduced by [Fold]: case, accents, dashes and full stops don't
// tell names apart, while the [Shape] of each word is kept, so that "us" is never "US".
package facts
