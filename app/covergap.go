package app

// Ages at which a policy review looks at a person in another way.
const (
	// PensionFrom is from when on an adult without a pension of one's own is pointed out.
	PensionFrom = 40
	// GapAheadMonths is how long before its end a cover counts as one that is to end.
	GapAheadMonths = 24
)

// GapKind says what is wrong with a cover.
type GapKind string

// Kinds of gaps.
const (
	GapMissing GapKind = "missing" // there is no such cover
	GapEnding  GapKind = "ending"  // the last of it ends within GapAheadMonths
	GapStopped GapKind = "stopped" // there is one, but it is not in force: lapsed, or in its reinstatement period
)

// CoverHeld is one cover a person has, as far as gaps look at it.
type CoverHeld struct {
	Cover string
	Until Date // last day of cover; "" for life or not known
	Off   bool // not in force at present: lapsed
}

// CoverGap is a kind of cover that a person lacks, or is about to lose.
type CoverGap struct {
	Cover string
	Kind  GapKind
	Until Date // of GapEnding
}

// CoversWanted returns the kinds of cover a policy review looks for at an age, in the order it shows them. It is a checklist
// for talking (适时提出保险建议, 002 §二.三.3), no calculation of need: children under 18 illness, treatment and accident;
// adults a life too and, from PensionFrom on, a pension; from ElderAge on treatment, accident and care. An age not known
// (below 0) counts as an adult's without a pension.
func CoversWanted(age int) []string {
	switch {
	case age >= ElderAge:
		return []string{CoverMedical, CoverAccident, CoverCare}
	case age >= 0 && age < AdultAge:
		return []string{CoverCritical, CoverMedical, CoverAccident}
	case age >= PensionFrom:
		return []string{CoverLife, CoverCritical, CoverMedical, CoverAccident, CoverPension}
	}
	return []string{CoverLife, CoverCritical, CoverMedical, CoverAccident}
}

// CoverGaps returns what a person of an age (CoversWanted) lacks on a day. A cover that has ended counts as none; where
// several of one kind are held the best decides.
func CoverGaps(age int, held []CoverHeld, today Date) []CoverGap {
	horizon := today.AddMonths(GapAheadMonths)
	var out []CoverGap
	for _, want := range CoversWanted(age) {
		gap := CoverGap{Cover: want, Kind: GapMissing}
		full := false
		for _, h := range held {
			switch {
			case h.Cover != want || h.Until != "" && h.Until < today:
			case h.Off:
				if gap.Kind == GapMissing {
					gap.Kind = GapStopped
				}
			case h.Until != "" && h.Until <= horizon:
				if gap.Kind != GapEnding || h.Until > gap.Until {
					gap.Kind, gap.Until = GapEnding, h.Until
				}
			default:
				full = true
			}
		}
		if !full {
			out = append(out, gap)
		}
	}
	return out
}
