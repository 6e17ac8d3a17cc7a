package app

// Relations of a Relative, as they are written on a card.
const (
	RelationSpouse  = "配偶"
	RelationChild   = "子女"
	RelationParent  = "父母"
	RelationSibling = "兄弟姐妹"
	RelationOther   = "其他"
)

// Relations lists the relations in the order forms offer them.
var Relations = []string{RelationSpouse, RelationChild, RelationParent, RelationSibling, RelationOther}

// Inverse returns what the customer is to somebody who is this to the customer.
func Inverse(relation string) string {
	switch relation {
	case RelationChild:
		return RelationParent
	case RelationParent:
		return RelationChild
	case RelationSpouse, RelationSibling:
		return relation
	}
	return RelationOther
}

// Kinship is a proposal that two customers are of one family.
type Kinship struct {
	CustomerID, Name string
	OtherID, Other   string
	Relation         string   // of the other to the customer, as far as it can be told; "" unknown
	Signs            []string // why: Kin constants
}

// Why two customers may be of one family.
const (
	KinNamed   = "named"   // the family of one names the other
	KinBirth   = "birth"   // with the same day of birth
	KinAddress = "address" // they live at one address
	KinPhone   = "phone"   // they share a phone
	KinSurname = "surname"
)
