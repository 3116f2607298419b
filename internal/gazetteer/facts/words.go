package facts

import "strings"

// CommonWords are the readings that belong to no entity and no source: nouns for the bodies of a state, and places that
// hold an actor's name and are none.
func CommonWords() []Reading {
	var out []Reading
	for kind, nouns := range bodyNouns {
		for n := range strings.SplitSeq(nouns, ",") {
			out = append(out, Reading{Name: strings.TrimSpace(n), Class: ClassBodyNoun, Kind: kind})
		}
	}
	for p := range strings.SplitSeq(places, ",") {
		out = append(out, Reading{Name: strings.TrimSpace(p), Class: ClassPlace})
	}
	for title, kind := range moreTitles {
		out = append(out, Reading{Name: title, Class: ClassTitle, Kind: kind})
	}
	return out
}

// moreTitles are titles that the sources lack. The kind "leader" is whoever leads: see the gazetteer's Resolve.
var moreTitles = map[string]string{"leader": "leader", "leaders": "leader", "top leader": "leader", "paramount leader": "leader",
	"supreme leader": "head_of_state", "head of state": "head_of_state", "heads of state": "head_of_state", "head of government": "head_of_government",
	"heads of government": "head_of_government", "foreign policy chief": "foreign_minister", "special rapporteur": "envoy",
	"chargé d'affaires": "ambassador", "prime minister-elect": "head_of_government", "president-elect": "head_of_state",
	"deputy head of mission": "ambassador", "king": "head_of_state", "queen": "head_of_state", "emir": "head_of_state",
	"sultan": "head_of_state", "monarch": "head_of_state", "pope": "head_of_state", "pontiff": "head_of_state",
	"foreign affairs minister": "foreign_minister", "first lady": "official", "counterpart": "counterpart", "counterparts": "counterpart"}

// bodyNouns are nouns that after a demonym or a state's name mean a body of the state, by the kind of body.
var bodyNouns = map[string]string{
	"government": `government, regime, administration, authorities, leadership, presidency, cabinet, junta, military junta,
		military government, interim government, transitional government, caretaker government, coalition government,
		central government, federal government, royal court, monarchy, delegation, negotiating team, negotiators, diplomats,
		presidential administration, presidential office, president's office, prime minister's office, foreign policy establishment,
		officials, security cabinet, war cabinet, security council, national security council, supreme national security council`,
	"ministry": `foreign ministry, ministry of foreign affairs, ministry for foreign affairs, foreign affairs ministry,
		foreign office, foreign and commonwealth office, ministry of external affairs, external affairs ministry, department of foreign affairs, defence ministry,
		defense ministry, ministry of defence, ministry of defense, ministry of national defence, ministry of national defense,
		interior ministry, ministry of the interior, ministry of interior, home office, home ministry, finance ministry,
		ministry of finance, treasury, economy ministry, ministry of economy, trade ministry, commerce ministry, ministry of commerce, energy ministry,
		ministry of energy, oil ministry, justice ministry, ministry of justice, health ministry, ministry of health, intelligence ministry,
		ministry of intelligence, information ministry, culture ministry, transport ministry, justice department, state department, defense department,
		treasury department, commerce department, ministry, unification ministry, central bank`,
	"military": `army, military, armed forces, defence forces, defense forces, forces, troops, soldiers, navy, air force, coast guard, border guard,
		border guards, security forces, special forces, naval forces, ground forces, air defence, air defense, air defences, air defenses,
		general staff, warplanes, fighter jets, jets, warships, drones, artillery, military forces, military command, security services,
		security service, secret service, intelligence, intelligence service, intelligence services, intelligence agency, intelligence agencies,
		military intelligence, spy agency, police, army command, high command, paratroopers, marines, commandos, occupation forces, peacekeepers`,
	"parliament": `parliament, senate, congress, lawmakers, legislature, national assembly, lower house, upper house, house of representatives,
		house of commons, house of lords, chamber of deputies, supreme court, constitutional court, mps`,
	"opposition": `opposition, rebels, separatists, insurgents, militants, militias, opposition party, opposition parties, protesters`,
	"mission":    `embassy, consulate, mission, ambassador's residence, consulate general, diplomatic mission`,
}

// places hold the name of an actor and are no actor.
var places = `Latin America, North America, South America, Central America, Latin American, North American, South American, Central American, Native American, African American,
	American Samoa, Central Asia, New Mexico, West Bank,
	Jordan Valley, Jordan River, Northern Ireland, Inner Mongolia, Gulf of Oman, Gulf of Mexico, Gulf of Guinea, Gulf of Aden, Sea of Japan,
	South China Sea, East China Sea, Persian Gulf, Arabian Gulf, Arabian Sea, Indian Ocean, Turkish Straits, Korean Peninsula, Korean peninsula, Taiwan Strait,
	Panama Canal, English Channel, Bay of Bengal, Lake Chad, Niger Delta, Niger River, Black Sea, Red Sea, Suez Canal, Sea of Azov,
	Strait of Hormuz, Kerch Strait, Golan Heights, Sinai Peninsula, Washington State, Washington state, Georgia Tech, Atlanta Georgia,
	Irish Sea, Philippine Sea, West Philippine Sea, Mexican border, Chad Basin, Horn of Africa, North Africa, West Africa, East Africa, Middle East,
	Southeast Asia, South Asia, New England, New York, New Delhi Declaration, Moscow region, Moscow Oblast, Kyiv region, Tripoli Street`
