package llm
import ("testing";"fmt";"github.com/demarche/demarche/internal/gazetteer")
func TestProbe(t *testing.T){
 g,_:=gazetteer.Open()
 for _,n:=range []string{"Vladimir Putin","Putin","Dmitry Peskov","the Russian president","Moscow","European Union","European Commission","IDF","Iran–Israel conflict","Iran-Israel conflict","Ethiopia–Somalia conflict","Russia–Ukraine war","Kremlin","Johnson","Smith","Hamas","Georgia","Security Council","United Nations Security Council","Free Ada Movement","Israeli Foreign Ministry","Ukrainian opposition","Xi","he"}{
  fmt.Println("==",n)
  for i,m:=range g.Resolve(n,"2025-06-20"){ if i>3{break}; fmt.Println("  ",m.ID,m.Kind,m.Name,m.Confidence,m.Via)}
 }
 e,ok:=g.Entity("conflict:ET+SO"); fmt.Println(e,ok)
 e,ok=g.Entity("conflict:iran-israel"); fmt.Println(e.Parties,ok)
 e,ok=g.Entity("state:RU"); fmt.Println(e.Aliases,ok)
 fmt.Println(gazetteer.UnknownPerson("Jan Novák","CZ"), gazetteer.UnknownPerson("JAN NOVAK","CZ"), gazetteer.UnknownPerson("--",""))
 fmt.Println(g.Longest([]string{"Putin","said"}), g.Longest([]string{"Moscow"}), g.Longest([]string{"the","Israeli","Foreign","Ministry"}), g.Longest([]string{"Israeli","Foreign","Ministry"}))
}
