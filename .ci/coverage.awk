# Reads the profile of `go test -coverprofile -coverpkg` and fails where tests reach too few statements of a package. A block
# stands in the profile once for every test binary; one that reached it is enough.
NR > 1 {
	statements[$1] = $2
	if ($3 > 0) reached[$1] = 1
}
END {
	for (block in statements) {
		pkg = block; sub(/\/[^\/]*$/, "", pkg); sub(/.*\/demarche\//, "", pkg)
		all[pkg] += statements[block]
		if (block in reached) some[pkg] += statements[block]
	}
	for (pkg in all) {
		n++
		share = 100 * some[pkg] / all[pkg]
		printf "%-28s %5.1f%% of statements covered\n", pkg, share
		if (share < 80) { low = 1; print pkg ": 80% is asked for" }
	}
	if (n < 12) { low = 1; print "coverage of only " n + 0 " packages found" }
	exit low
}
