# Reads the output of `go test -cover ./...` and fails where a package that everything stands on is covered too little.
/coverage: [0-9.]+% of statements/ {
	pkg = $2; sub(/.*\/demarche\//, "", pkg)
	if (pkg !~ /^internal\/(diplo|text|gazetteer|lexicon|extract|extract\/dates|extract\/score|source|store|store\/sqlite|ingest|query)$/) next
	match($0, /coverage: [0-9.]+/); share = substr($0, RSTART + 10, RLENGTH - 10)
	if (share + 0 < 80) { printf "%s: %s%% of statements covered, 80%% asked for\n", pkg, share; low = 1 }
	seen++
}
END { if (seen < 8) { print "coverage of only " seen + 0 " packages found"; low = 1 } exit low }
