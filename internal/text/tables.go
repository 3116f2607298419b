package text

// What a full stop after an abbreviation tells.
const (
	notShort     = iota
	maybeLast    // may end a sentence: "Inc."
	neverLast    // a name or more follows: "Gen."
	beforeNumber // an abbreviation only before a number: "No."
)

// abbreviations are written with a full stop of their own.
var abbreviations = func() map[string]int {
	t := map[string]int{}
	for class, list := range map[int]string{
		maybeLast: `Inc Ltd Corp Co Cos Bros Jr Sr Esq Assn Assoc Dept Univ Govt Intl Natl Admin Ave Blvd Rd Hwy Bldg PLC
			Calif Fla Ariz Colo Conn Kan Ky Mich Minn Mont Neb Nev Okla Tenn Tex Wis Wyo Ont Que
			Jan Feb Apr Aug Sep Sept Oct Nov Dec Tues Thur Thurs Ph etc al ca est resp viz`,
		neverLast: `Mr Mrs Ms Mx Dr Prof Gen Lt Col Maj Sgt Capt Cmdr Cdr Adm Brig Cpl Sen Sens Rep Reps Gov Govs Rev Hon
			Fr St Ste Mt Ft Amb Messrs Mme Mlle Supt Insp Pres Sec Dep Asst Atty Dir Ayat vs vs cf eg ie approx incl`,
		beforeNumber: `No Nos no nos Art Arts Fig Figs Vol Ch p pp Sect Para Res Mar Jun Jul Mon Tue Wed Thu Fri Sat Sun`,
	} {
		for w := range words(list) {
			t[w] = class
		}
	}
	return t
}()

// prefixes are written with a hyphen and are no words of their own.
var prefixes = words(`e non mid anti pre re post over co multi pro ex sub semi cross neo intra extra inter counter un arch
	socio psycho micro macro mega mini proto pseudo quasi ultra bi tri de eco geo trans vice para wi hyper super
	infra meta retro`)

// clitics are words of their own after an apostrophe.
var clitics = words(`s re ve ll d m`)

// elisions begin with an apostrophe.
var elisions = words(`s re ve ll d m em til tis twas n cause bout round`)

// fused words are two; the number is where the second begins.
var fused = map[string]int{"cannot": 3, "gonna": 3, "wanna": 3, "gotta": 3, "gimme": 3, "lemme": 3, "dont": 2, "didnt": 3,
	"doesnt": 4, "isnt": 2, "wasnt": 3, "wont": 2, "arent": 3, "havent": 4, "im": 1, "ive": 1, "youre": 3}

// units stand right after a number.
var units = words(`k K m M bn b mn km kg mm cm ft lb mi am pm AM PM kw kW mw MW mph kph kWh MWh GW tn a.m p.m`)

// starters are words that, with a capital, begin a sentence rather than a name.
var starters = words(`The A An This That These Those He She It They We You I In On At By For From With But And So Or Yet
	After Before When While As If Although Though Since Because Until Once Despite During However Meanwhile Moreover
	Earlier Later Last Also There Here His Her Its Their Our My What Who Why How Where Both Some Many Most All Each No Not
	Now Then Thus According Under Over Between Among Asked Following Instead To Of One Two`)

// particles stand inside names and titles.
var particles = words(`of the for and al bin ibn de da van von der`)

// reporting verbs tell who said the quotation before.
var reporting = words(`said says say told asked asks added wrote writes replied warned declared exclaimed tweeted noted
	shouted stated continued insisted demanded wondered announced posted commented`)
