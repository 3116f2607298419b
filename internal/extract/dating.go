package extract

// dateHits dates each hit by the time words of its clause.
func dateHits(a *analysis) {}
