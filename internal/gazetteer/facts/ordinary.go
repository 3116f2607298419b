package facts

// OrdinaryName reports whether a surname, in the common spelling, is also an ordinary English word or a given name, so
// that alone it proves little.
func OrdinaryName(key string) bool { return ordinaryWord[key] || plainGivenName[key] }

// functionWord are surnames that no text means when it writes the word.
var functionWord = spelledSet(`a an are as at be but by do for from go ha he her him his i if im in is it me my no nor not o of oh on or
	our so te than that the them they this to too up us we with you ye monday tuesday wednesday thursday friday saturday sunday
	january february march april june july august september october november december`)

// ordinaryWord are surnames of office-holders that are words of everyday English.
var ordinaryWord = spelledSet(`angel arab ask baker ban bank banks bare bell best bird bishop black blank block bloom bolt bond bone book booth
	bowen bowman branch brand bride bridge brink brook brooks brown buck bull bun burn burns bush butler cable camp camps car card carter case
	cash champagne chance chapel chapman chase chief christian church clay close coal coats cocker coleman cook cooper court craft cross dam
	day days dean dear drew drum duke dung earl east elder english ever fair falcon farmer fares fears field fields fish fisher flake flood foot
	ford forest forget fort foster fox frank freeman french fried fries frost fry gal gas gates glass gold good gore governor grant grave graves
	gray green grenade grey guy hall hands hang hart harper hat hay head heart hill hold holder holmes holt hood hoof hook hope horn house howl
	hung hunt hunter husbands iron jack jihad joy judge junior kent key king kings knight lake lamb land lane lang last laden law lawyer lay
	leaf lean lines little lock london loan long lord lose love lover low lower luck luna lung major man manning map march mares mark mars
	marsh martin mason may men mercy miller mills min mine monday moon moore morning moss mount nano noble north note nun oak oaks page pain
	palmer pan park parker parson parts pastor paul peace pearl person pic pick pierce pike pin pink pitt place pond pool pop pope porter pound
	power powers price prince pride prior queen ran ray read red reed reid reynolds rich rice ring rise rivers road rock rocks rose ross rule rush
	sad said sands sang saw scholar school self senior sharp shaw sheikh shine shop short silver singer slot small smart smith snow son song
	south speaker spears spies spring stack stark steel stil stock stone stores strange straw street strong struck stub summer summers sun sung
	sweet swift tailor tan tax taylor tea teller temple thin tin tower towns toy train true turner twist ty underwood urban van vance vibe vital
	wade wagner walk walker wall wallace wan ward ware waters way weaver webb wells west white wild will win wind wing winter wise wolf won wood
	woods word work worth wright yam york young liverpool sahel england hague`)

// plainGivenName are surnames that are as often someone's given name. Those of East Asia are not among them: they stand
// first in a name, and a text that drops the rest means the surname.
var plainGivenName = spelledSet(`abdelaziz abdelkader abdirahman abdul abdulaziz abel adam agus ahmed alan albert alberto alexander alexandre alfredo
	ali amir anders andre andrei andrew angela anthony anton antonio anwar arthur awad aziz badr benjamin bernard bruce carlos cesar charles
	christine christopher christos colin dana daniel david denis didier donald edmund eduardo edward elias elizabeth enrique eric ernesto eugene
	faisal fernando francis francisco francois frederic gabriel george gheorghe gilbert gordon hamad hamid hassan henri henry hiroshi
	howard hussein ibrahim ignacio igor ion ismail ivan jacques jamal james javier jean jeffrey john jonathan jorge jose joseph julian kamal kamel
	karl kenneth khaled khalifa khalil klaus lawrence leslie luis mahamat mahdi mahmoud mansur marat marco mari maria marie mario maris martin
	matthew michael michel mikhail mohammed mohamed morgan moses mukhtar mustafa nasser nawaf nelson nicholas nikolai omar oscar osman pablo
	patrick paul pavel pedro peter petr philip pierre rafael rashid richard robert roger roman ronald rui sabah saleh salem salim salman samuel
	scott sean sergei simon stefan stephen steven stuart suleiman tariq teodoro thomas timothy tito turki vicente victor viktor vincent vladimir
	walter william yahya yuri yusuf`)

func spelledSet(words string) map[string]bool {
	m := make(map[string]bool)
	for w := range set(words) {
		m[Spelling(w)] = true
	}
	return m
}
