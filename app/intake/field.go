package intake

// Field is what a column of a file holds. The window translates "intake.field.<field>".
type Field string

// Fields of a policy.
const (
	PolicyNo       Field = "policy_no"
	Product        Field = "product"
	InsuredAmount  Field = "insured_amount"
	Premium        Field = "premium"
	Mode           Field = "mode"
	Frequency      Field = "frequency"
	PayYears       Field = "pay_years"
	YearsLeft      Field = "years_left"
	Term           Field = "term"
	EffectiveOn    Field = "effective_on"
	NextDue        Field = "next_due"
	PaidTo         Field = "paid_to"
	GraceDays      Field = "grace_days"
	MaturesOn      Field = "matures_on"
	MaturityAmount Field = "maturity_amount"
	PaidOutOn      Field = "paid_out_on"
	InsurerStatus  Field = "insurer_status"
	Relation       Field = "relation"
	HolderRelation Field = "holder_relation" // of the holder to the insured, the other way round
	Beneficiaries  Field = "beneficiaries"
	PayAccount     Field = "pay_account"
	Branch         Field = "branch"
	Circulated     Field = "circulated"
	Converted      Field = "converted"
	AsOf           Field = "as_of"
	Remark         Field = "remark"
)

// Fields of the insured.
const (
	InsuredName   Field = "insured_name"
	InsuredSex    Field = "insured_sex"
	InsuredBirth  Field = "insured_birth"
	InsuredIDType Field = "insured_id_type"
	InsuredIDNo   Field = "insured_id_no"
	InsuredPhone  Field = "insured_phone"
)

// Fields of the holder.
const (
	HolderName       Field = "holder_name"
	HolderSex        Field = "holder_sex"
	HolderBirth      Field = "holder_birth"
	HolderIDType     Field = "holder_id_type"
	HolderIDNo       Field = "holder_id_no"
	HolderPhone      Field = "holder_phone"
	HolderAddress    Field = "holder_address"
	HolderPostcode   Field = "holder_postcode"
	HolderEmployer   Field = "holder_employer"
	HolderOccupation Field = "holder_occupation"
	HolderWeChat     Field = "holder_wechat"
	HolderMarriage   Field = "holder_marriage"
)

// Fields lists every field a column can be taken for, in the order a form would show them.
var Fields = []Field{
	PolicyNo, Product, InsuredAmount, Premium, Mode, Frequency, PayYears, YearsLeft, Term, EffectiveOn, NextDue, PaidTo,
	GraceDays, MaturesOn, MaturityAmount, PaidOutOn, InsurerStatus, AsOf,
	HolderName, HolderSex, HolderBirth, HolderIDType, HolderIDNo, HolderPhone, HolderAddress, HolderPostcode,
	HolderEmployer, HolderOccupation, HolderWeChat, HolderMarriage,
	InsuredName, InsuredSex, InsuredBirth, InsuredIDType, InsuredIDNo, InsuredPhone, Relation, HolderRelation,
	Beneficiaries, PayAccount, Branch, Circulated, Converted, Remark,
}
