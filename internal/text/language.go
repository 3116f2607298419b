package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// profiles are frequent small words of languages in the Latin and Cyrillic scripts, which few of the others have.
var profiles = map[string]map[string]bool{
	"en": words(`the of and to in that is was for on with as by at from his he it has have be are were said which who will not this their an but had they`),
	"fr": words(`le la les des et en du que une est dans pour qui sur au par il pas avec ce sont été aux cette ses mais plus`),
	"de": words(`der die und das den von zu mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei`),
	"es": words(`el la los de que y en del las por con una para se su al es como más pero sus este ha fue`),
	"pt": words(`o a os de que e do da em um para com não uma dos no na se por mais as como mas foi ao das`),
	"it": words(`il di che e la per un del non sono con una della le si nel da alla dei più gli come ha anche`),
	"nl": words(`de het een van en in is dat op te zijn voor met niet aan er om ook als dan maar bij uit door naar heeft`),
	"pl": words(`w i na z do się że nie jest o to jak po przez od za ale są który jego`),
	"sv": words(`och att det som en på är av för med den till inte har ett om var sig från men`),
	"tr": words(`ve bir bu için ile da de olarak olan çok daha gibi sonra kadar ancak ise değil`),
	"id": words(`yang dan di untuk dengan dari pada ini itu dalam tidak akan ke oleh telah sebagai`),
	"ru": words(`и в не на что с по как из за от о для это его к он но президент также россии`),
	"uk": words(`і в не на що з та у до за це від про як його він але для україни також є`),
}

// scripts tell languages that a script alone gives away, roughly.
var scripts = []struct {
	language string
	table    *unicode.RangeTable
}{{"ar", unicode.Arabic}, {"he", unicode.Hebrew}, {"ja", unicode.Hiragana}, {"ja", unicode.Katakana}, {"zh", unicode.Han},
	{"ko", unicode.Hangul}, {"el", unicode.Greek}, {"hi", unicode.Devanagari}, {"th", unicode.Thai}, {"ka", unicode.Georgian},
	{"hy", unicode.Armenian}}

// languageSample is how many tokens tell the language of a text.
const languageSample = 2000

// language is the language with the most small words in the first tokens; "" where they are too few.
func language(sentences []Sentence) string {
	counts, kinds, seen := map[string]int{}, map[string]int{}, map[string]bool{}
	letters, n := 0, 0
	for _, s := range sentences {
		for _, t := range s.Tokens {
			if n++; n > languageSample {
				return pick(counts, kinds, letters)
			}
			first, _ := utf8.DecodeRuneInString(t.Text)
			if !unicode.IsLetter(first) {
				continue
			}
			letters++
			if unicode.In(first, unicode.Latin, unicode.Cyrillic) {
				w := strings.ToLower(t.Text)
				for lang, profile := range profiles {
					if profile[w] {
						counts[lang]++
						if !seen[w] {
							kinds[lang]++
						}
					}
				}
				seen[w] = true
				continue
			}
			for _, s := range scripts {
				if unicode.Is(s.table, first) {
					counts[s.language] += 2
					kinds[s.language] = fewWords
					break
				}
			}
		}
	}
	return pick(counts, kinds, letters)
}

// fewWords is how many different small words tell a language: fewer stand in English too ("a bridge and a port",
// "Lula da Silva met Staffan de Mistura").
const fewWords = 3

// pick chooses the language with the most hits, the first in the alphabet of equals. Too few different words, or less
// than one word in twelve, tell nothing.
func pick(counts, kinds map[string]int, letters int) string {
	best := ""
	for lang, n := range counts {
		if n > counts[best] || n == counts[best] && lang < best {
			best = lang
		}
	}
	if kinds[best] < fewWords || counts[best]*12 < letters {
		return ""
	}
	return best
}
