package server

import (
	"mime"
	"strconv"
	"strings"
)

// acceptable picks the media type of an answer by the Accept header: the one of greatest q, plain JSON where nothing or
// a wildcard is asked for, "" where neither will do.
func acceptable(header []string) string {
	ranges := strings.Split(strings.Join(header, ","), ",")
	best, bestQ := "", 0.0
	named := false
	for _, part := range ranges {
		media, params, err := mime.ParseMediaType(strings.TrimSpace(part))
		if err != nil {
			continue
		}
		named = true
		q := 1.0
		if text, given := params["q"]; given {
			if q, err = strconv.ParseFloat(text, 64); err != nil {
				continue
			}
		}
		if charset := params["charset"]; charset != "" && !strings.EqualFold(charset, "utf-8") {
			continue
		}
		switch media {
		case "*/*", "application/*":
			media = plainJSON
		case plainJSON, responseJSON:
		default:
			continue
		}
		if q > bestQ {
			best, bestQ = media, q
		}
	}
	if !named {
		return plainJSON
	}
	return best
}
