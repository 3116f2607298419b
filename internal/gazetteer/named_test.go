package gazetteer

import (
	"testing"

	"github.com/demarche/demarche/internal/diplo"
)

func TestHolderNamed(t *testing.T) {
	g := open(t)
	for _, c := range []struct{ name, of, kind, on, want string }{
		{"Luis Inacio Lula da Silva", "state:BR", "head_of_state", "2004-11-13", "person:luiz-inacio-lula-da-silva"},
		{"Silva Lula Inacio", "state:BR", "head_of_state", "2004-11-13", "person:luiz-inacio-lula-da-silva"},
		{"Mauricio Macri Blanco", "state:AR", "head_of_state", "2017-05-01", "person:mauricio-macri"},
		{"Jair Bolsonaro", "state:BR", "head_of_state", "2004-11-13", ""}, // not on that day
		{"Inacio da Silva", "state:BR", "head_of_government", "2004-11-13", "person:luiz-inacio-lula-da-silva"},
		{"Carlos da Silva", "state:BR", "head_of_state", "2004-11-13", ""}, // one word alone
		{"Kim Jong Il", "state:KP", "head_of_state", "2020-01-01", ""},     // nor his father
	} {
		if got := g.HolderNamed(c.name, diplo.ID(c.of), c.kind, diplo.Date(c.on)); string(got.ID) != c.want {
			t.Errorf("%s as %s of %s on %s: %q, want %q", c.name, c.kind, c.of, c.on, got.ID, c.want)
		}
	}
}
