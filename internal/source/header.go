package source

import (
	"net/url"
	"strings"
	"time"

	"github.com/demarche/demarche/internal/diplo"
)

// publishedForms are the forms of a time that are read; all tell its zone.
var publishedForms = []string{
	time.RFC3339, "2006-01-02T15:04Z07:00", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04Z07:00",
	"2006-01-02T15:04:05Z0700", "2006-01-02T15:04Z0700", "2006-01-02 15:04:05 Z0700", "2006-01-02 15:04:05 Z07:00",
}

// parsePublished reads a publication date: a day, or a time with its zone, whose day is the one in that zone. An empty
// value and "unknown" give none.
func parsePublished(value string) (diplo.Date, time.Time, error) {
	if value == "" || strings.EqualFold(value, "unknown") {
		return "", time.Time{}, nil
	}
	if day, err := diplo.ParseDate(value); err == nil {
		return day, time.Time{}, nil
	}
	for _, form := range publishedForms {
		t, err := time.Parse(form, value)
		if err != nil {
			continue
		}
		utc := t.UTC().Truncate(time.Microsecond)
		if t.Year() < 1 || utc.Year() < 1 || utc.Year() > 9999 {
			break
		}
		return diplo.DateOf(t), utc, nil
	}
	return "", time.Time{}, diplo.Errorf(diplo.BadInput, "published: %q is no date: write it as 2025-06-19 or 2025-06-19T14:30:00+03:00", value)
}

// canonicalURL gives the many addresses of one page one form: scheme and host in lower case, without user, default
// port, fragment, utm_ parameters and slashes at the end. It is idempotent. Only web addresses are taken.
func canonicalURL(value string) (string, error) {
	if value == "" {
		return "", nil
	}
	u, err := url.Parse(value)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" {
		return "", diplo.Errorf(diplo.BadInput, "url: %q is no web address: write it as https://example.org/page", value)
	}
	host := strings.ToLower(u.Host)
	host = strings.TrimSuffix(host, map[string]string{"http": ":80", "https": ":443"}[u.Scheme])
	host = strings.TrimSuffix(host, ":")
	canonical := u.Scheme + "://" + host + strings.TrimRight(u.EscapedPath(), "/")
	var kept []string
	for parameter := range strings.SplitSeq(u.RawQuery, "&") {
		if parameter != "" && !strings.HasPrefix(strings.ToLower(parameter), "utm_") {
			kept = append(kept, parameter)
		}
	}
	if len(kept) > 0 {
		canonical += "?" + strings.Join(kept, "&")
	}
	return canonical, nil
}
