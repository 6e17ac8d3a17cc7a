package app

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"

	"github.com/fangce/fangce/app/record"
)

// Names of forms that are signed on the screen.
const (
	FormVisit  = "visit"  // the confirmation of a visit (客户服务确认)
	FormSurvey = "survey" // 客户服务满意度调查问卷
)

// signedFields are the fields of a kind that a signature stands for: what the customer read before signing. What is noted
// afterwards, such as when the planner left, is not among them.
var signedFields = map[string][]string{
	"visit":         {"customer_id", "appointment_id", "person_id", "arrived_at", "items"},
	"survey":        {"customer_id", "policy_id", "person_id", "form_no", "importance", "rating", "comment"},
	"policy_review": {"customer_id", "person_id", "at", "gaps", "advice", "wish"},
}

// SignedHash returns the SHA-256 of the facts of a row that a signature stands for, as Signature.Hash holds it, "" for a kind
// that is not signed. The same facts give the same hash on every laptop: fields by name, sets in order, zero values left out.
func SignedHash(kind, id string, b record.Body) string {
	fields, ok := signedFields[kind]
	if !ok {
		return ""
	}
	facts := map[string]any{"kind": kind, "id": id}
	for _, f := range fields {
		raw, ok := b[f]
		if !ok || record.IsZero(raw) {
			continue
		}
		var v any
		if json.Unmarshal(raw, &v) == nil {
			facts[f] = v // written again with sorted keys
		}
	}
	if items, ok := facts["items"].([]any); ok {
		texts := make([]string, len(items))
		for i, v := range items {
			texts[i], _ = v.(string)
		}
		slices.Sort(texts)
		facts["items"] = texts
	}
	text, err := json.Marshal(facts)
	if err != nil {
		return ""
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// States of a signature, as SignatureView.State says it.
const (
	SignatureValid   = "valid"   // the facts stand as they were signed
	SignatureChanged = "changed" // the facts were changed since
	SignatureUnknown = "unknown" // what was signed is not on this laptop
)

// SignatureView is a signature with how it stands to what was signed.
type SignatureView struct {
	Signature
	State string // a Signature constant
}
