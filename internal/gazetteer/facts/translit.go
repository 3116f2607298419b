package facts

import "strings"

// Spelling reduces a folded piece of a personal name to what its usual transliterations have in common: "sergey",
// "sergei" and "sergeĭ" are one, and so are "mohamed" and "muhammad", "zelensky" and "zelenskyy". It is a key for
// looking up and never shown; a few different names fall together, which callers settle by the spelling itself.
func Spelling(key string) string {
	if given, ok := givenNames[key]; ok {
		return given
	}
	if len(key) < 4 {
		return key
	}
	for _, ending := range []string{"iyy", "yy", "iy", "ij", "ii", "yi"} { // "Zelenskyy", "Dmitriy"
		if stem, ok := strings.CutSuffix(key, ending); ok && len(stem) > 2 {
			key = stem + "y"
			break
		}
	}
	b := make([]byte, 0, len(key))
	for i := 0; i < len(key); i++ {
		c := key[i]
		rest := key[i:]
		last := byte(0)
		if len(b) > 0 {
			last = b[len(b)-1]
		}
		switch {
		case c == last && (!vowel(c) || len(key) > 4): // doubled letters, "ii"
			continue
		case strings.HasPrefix(rest, "ou"), len(key) > 4 && strings.HasPrefix(rest, "oo"):
			b = append(b, 'u')
			i++
		case len(key) > 4 && strings.HasPrefix(rest, "ee"):
			b = append(b, 'i')
			i++
		case strings.HasPrefix(rest, "ks"):
			b = append(b, 'x')
			i++
		case c == 'j' && last == 'd':
			b[len(b)-1] = 'j'
		case c == 'y' && (i == len(key)-1 || vowel(last)): // "-sky", "-iy", "-ey-"
			if last != 'i' {
				b = append(b, 'i')
			}
		case c == 'y' && i == 0 && strings.HasPrefix(rest, "ye"): // "Yevgeny"
			continue
		case c == 'y' && i > 0 && strings.HasPrefix(rest, "yc"): // "-ych"
			b = append(b, 'i')
		default:
			b = append(b, c)
		}
	}
	if given, ok := givenNames[string(b)]; ok {
		return given
	}
	return string(b)
}

func vowel(c byte) bool { return strings.IndexByte("aeiou", c) >= 0 }

// givenNames are forms of one given name that no rule of spelling relates, the short English ones among them.
var givenNames = sameName(
	"mohamed mohammed mohammad muhammad muhammed mohamad mahamed mahammad mohd",
	"ahmed ahmad", "hussein husein hussain husain hossein hosein husayn hussen", "hassan hasan",
	"abdul abdel abdal", "al el", "ibrahim ebrahim", "yusuf yousef youssef yusef yousuf joseph joe",
	"said saeed sayeed saied", "khaled khalid", "walid waleed", "rashid rashed rachid", "nasser nasir naser",
	"omar umar", "osman othman uthman", "jamal gamal", "suleiman sulaiman soleiman suleyman", "fayez faiz",
	"alexander aleksandr alexandr aleksander alex sasha aliaksandr", "alexei aleksei alexey aleksey alexsey",
	"yuri yury yuriy iurii yurii", "dmitri dmitry dmitriy dmitrii dimitri dimitry dmytro",
	"vladimir volodymyr uladzimir wladimir", "sergei sergey serguei serhiy serhii siarhei", "andrei andrey andriy andrii",
	"mikhail mykhailo mikhaylo", "nikolai nikolay mykola nicolai", "viktor victor viktar", "vasily vasiliy vasyl",
	"evgeny yevgeny yevgeniy yevhen evgeniy", "oleg oleh", "igor ihor", "pavel pavlo", "petr petro pyotr", "kirill kyrylo",
	"tatiana tatyana", "natalia natalya nataliya", "maria mariya", "viktoria victoria viktoriya viktoriia", "arseniy arseny arsenii",
	"michael mike", "james jim", "robert rob bob", "thomas tom", "anthony antony tony", "christopher chris",
	"william bill", "daniel dan", "david dave", "edward ed", "jeffrey jeff", "kenneth ken", "lawrence larry",
	"matthew matt", "nicholas nick nicolas", "peter pete", "philip phil phillip", "ronald ron", "samuel sam", "steven steve stephen",
	"timothy tim", "andrew andy", "gregory greg", "donald don", "benjamin ben bibi", "richard dick rick", "charles chuck",
	"john jon", "jonathan jonathon", "patrick pat", "francis frank", "james jimmy", "lucas luke", "katherine kate catherine",
	"elizabeth liz", "susan sue", "deborah deb", "theodore ted", "gerald gerry", "raymond ray", "leonard len", "joshua josh",
)

func sameName(groups ...string) map[string]string {
	m := make(map[string]string)
	for _, g := range groups {
		forms := strings.Fields(g)
		for _, f := range forms {
			if _, taken := m[f]; !taken {
				m[f] = forms[0]
			}
		}
	}
	return m
}
