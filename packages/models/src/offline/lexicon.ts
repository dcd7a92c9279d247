/** A sign for a label, and how much it weighs. */
export type Cue = readonly [RegExp, number];

const urgent: readonly Cue[] = [
  [/\b(?:urgent\w*|asap|immediately|emergency|critical|right away|at once)\b/i, 2.5],
  [
    /\b(?:nobody|no one|everyone|everybody|whole (?:team|company|office)|(?:all|every) (?:of )?(?:our )?(?:users?|customers?|orders?|data|staff|people))\b/i,
    1.5,
  ],
  [
    /\b(?:can(?:no|')t|cannot|unable to|not able to)\b.{0,20}\b(?:log ?in|sign ?in|work|pay|access|open|start|connect|order|send)\b/i,
    2,
  ],
  [/\b(?:log ?in|sign ?in)\b.{0,25}\b(?:fails|broken|impossible)\b/i, 1.5],
  [/\b(?:down|outage|offline|unreachable|not responding)\b/i, 1.8],
  [/\b(?:lost|gone|missing|disappeared|vanished|deleted|wiped|corrupt\w*)\b/i, 1.6],
  [/\bdata loss\b/i, 1.5],
  [/\b(?:breach\w*|hacked|leak\w*|stolen|phishing|fraud\w*|vulnerab\w+|injection)\b/i, 2.2],
  [/\b(?:charged|billed|paid) (?:twice|double|again)\b|\bdouble charg\w+/i, 1.8],
  [/\b(?:payroll|deadline|due (?:today|now|in an hour)|by (?:tonight|noon|today)|within the hour)\b/i, 1.5],
  [/\b(?:production|prod)\b.{0,30}\b(?:down|broken|fail\w*|error\w*)\b/i, 1.5],
  [/\bsince (?:this morning|last night|yesterday|\d)/i, 0.6],
  [/\b(?:crash\w*|stopped working|blocked|completely broken)\b/i, 1.2],
  [/\b(?:injur\w+|danger\w*|fire|smoke|unsafe)\b/i, 2.2],
  [/!{1,}/, 0.3],
];

const normal: readonly Cue[] = [
  [/\b(?:wrong|incorrect|error|errors|bug|broken|fails?|failing|issue|problem|glitch)\b/i, 1.1],
  [/\b(?:does(?:n't| not)|is(?:n't| not)|won't|will not) (?:\w+ )?(?:work|show|load|save|update|sync|match)\w*/i, 1.1],
  [
    /\b(?:by hand|work(?:s|ed)? around|workaround|for now|instead|sometimes|now and then|intermittent\w*|slow\w*)\b/i,
    1.4,
  ],
  [/\b(?:please (?:fix|check|look|reset|change|update)|need(?:s)? (?:to be )?(?:fixed|changed|updated))\b/i, 0.8],
];

const low: readonly Cue[] = [
  [/\b(?:thank(?:s| you)|love|great|nice|well done|kudos|congrat\w*)\b/i, 1.6],
  [
    /\b(?:could (?:you|we|it|the)|would be (?:nice|great|good|lovely)|it would help|suggest\w*|idea|wish|feature request|maybe|some ?day)\b/i,
    1.5,
  ],
  [/\b(?:how (?:do|can|does|to)|where (?:do|can|is)|is there a way|what is|question|wondering|curious)\b/i, 1.5],
  [/\b(?:typo|cosmetic|minor|small|colou?r|font|spelling|wording)\b/i, 1.2],
  [/\b(?:no (?:rush|hurry)|not urgent|whenever|when you have time|low priority)\b/i, 4],
];

const positive: readonly Cue[] = [
  [
    /\b(?:good|great|excellent|love\w*|like[ds]?|happy|perfect\w*|amazing|fast|easy|helpful|thank\w*|recommend\w*|best|wonderful|delight\w*|pleas(?:ed|ant)|smooth\w*)\b/i,
    1.3,
  ],
];
const negative: readonly Cue[] = [
  [
    /\b(?:bad|terrible|awful|hate[ds]?|slow|broken|worst|disappoint\w*|angry|annoy\w*|poor\w*|useless|refund|never again|fail\w*|unhappy|rude|late|wrong)\b/i,
    1.3,
  ],
  [/\b(?:not|never|n't) (?:\w+ )?(?:good|great|happy|helpful|easy|recommend)\b/i, 2.6],
];
const bug: readonly Cue[] = [
  [
    /\b(?:bug|error|crash\w*|broken|fails?|failing|exception|wrong|regression|does(?:n't| not)|stopped|fix(?:e[sd])?|not working)\b/i,
    1.4,
  ],
];
const feature: readonly Cue[] = [
  [
    /\b(?:add(?:s|ed)?|feature|support for|would be (?:nice|great)|could (?:you|we|it|the)|please add|wish|request|allow|option|new|idea|suggest\w*)\b/i,
    1.3,
  ],
];
const question: readonly Cue[] = [[/\?|\b(?:how (?:do|can|to)|what|where|why|is there|can i)\b/i, 1.2]];
const billing: readonly Cue[] = [
  [
    /\b(?:invoice\w*|bill(?:s|ed|ing)?|charg\w+|pay(?:ment|ments|ing|roll)?|refund\w*|price\w*|subscription\w*|credit card|receipt)\b/i,
    1.6,
  ],
];
const account: readonly Cue[] = [
  [/\b(?:account\w*|log ?in|sign ?in|password\w*|e-?mail address|profile|two-factor|2fa|access)\b/i, 1.5],
];
const spam: readonly Cue[] = [
  [
    /\b(?:winner|prize|lottery|viagra|casino|click here|free money|crypto\w*|act now|limited offer|unsubscribe|\d+% off)\b/i,
    2,
  ],
];
const security: readonly Cue[] = [
  [/\b(?:security|vulnerab\w+|CVE-\d+|injection|breach\w*|xss|csrf|leak\w*|password\w*|auth\w*)\b/i, 1.6],
];
const breaking: readonly Cue[] = [
  [/\b(?:breaking|no longer|removed?|drop(?:s|ped)?|requires? node|incompatib\w+|renamed|major)\b/i, 1.6],
];

const byName: readonly (readonly [RegExp, readonly Cue[]])[] = [
  [
    /^(?:very[ _-]?)?(?:urgent|high(?:est)?|critical|emergency|p[01]|sev[01]|severe|immediate|asap|blocker|major)$/i,
    urgent,
  ],
  [/^(?:normal|medium|moderate|p2|sev2|regular|default|standard|average)$/i, normal],
  [/^(?:low(?:est)?|minor|p[345]|sev[345]|trivial|later|none|minimal|nice[ _-]to[ _-]have)$/i, low],
  [/^(?:positive|happy|good|praise|satisfied|pos)$/i, positive],
  [/^(?:negative|angry|bad|complaint|unhappy|dissatisfied|neg)$/i, negative],
  [/^(?:bug|defect|incident|fix|error|problem|bug[ _-]?report)$/i, bug],
  [/^(?:feature|enhancement|feature[ _-]?request|idea|wish|suggestion|improvement|added)$/i, feature],
  [/^(?:question|how[ _-]?to|inquiry|enquiry|support|help)$/i, question],
  [/^(?:billing|payment|payments|invoice|finance|sales)$/i, billing],
  [/^(?:account|login|access|auth(?:entication)?)$/i, account],
  [/^(?:spam|junk|scam|ad|advertising)$/i, spam],
  [/^(?:security|vulnerability)$/i, security],
  [/^(?:breaking|breaking[ _-]?change|removed|deprecated)$/i, breaking],
];

/** What commonly speaks for a label of this name; nothing for names that are not common. */
export function cuesFor(label: string): readonly Cue[] {
  return byName.find(([names]) => names.test(label.trim()))?.[1] ?? [];
}

/** The label that stands for "nothing speaks for another": `normal`, `neutral`, `other`, … */
export function isFallbackLabel(label: string): boolean {
  return /^(?:normal|medium|neutral|other|unknown|general|none|misc(?:ellaneous)?|default|unclear|mixed|otherwise|n\/?a)$/i.test(
    label,
  );
}
