### The English texts. One message a line; parameters are text, never numbers.
### Grouped by the first word of the id; zh.ftl has the same ids with the same parameters.

## Classes

class-coin = public coin
class-permissioned = consortium
class-local = local
class-ledger = undetermined ledger
class-other = other
class-silent = silent

## Who may take part

access-members = admitted members only
access-open = open to read

## Roles

role-full-node = full node
role-miner = miner
role-pool = pool
role-proxy = proxy
role-rig = mining device
role-farmer = farmer
role-validator = validator
role-orderer = orderer
role-peer = peer
role-gateway = gateway
role-rpc = query service
role-light = light node

## Mining

mining-not_seen = not seen
mining-indicated = indicated
mining-confirmed = confirmed

## Strengths

strength-proven = proven
strength-stated = stated
strength-hinted = hinted

## Yes and no

yes = yes
no = no
unknown = not known

## Platforms

platform-bitcoin = the Bitcoin family
platform-elements = Elements
platform-multichain = MultiChain
platform-tapyrus = Tapyrus
platform-ethereum = the Ethereum family
platform-fisco-bcos = FISCO BCOS
platform-kaspa = Kaspa
platform-ckb = Nervos CKB
platform-xelis = Xelis
platform-alephium = Alephium
platform-cryptonote = the CryptoNote family
platform-grin = Grin
platform-handshake = Handshake

## How a dialogue ended

ending-spoken = speaks this protocol
ending-refused = turned us away
ending-mismatch = answered with something else
ending-silent = said nothing

## How a connection came to its end

close-fin = the other side closed the connection
close-reset = the connection was reset
close-deadline = the time for this dialogue was over
close-silence = nothing came for too long
close-cap = the other side sent more than we take
close-write-failed = nothing could be sent any more
close-stopped = the run was stopped

## Column heads

column-endpoint = endpoint
column-owner = responsible
column-news = news
column-was = was
column-now = is now
column-class = class
column-network = network
column-software = software
column-roles = roles
column-mining = mining
column-strength = strength
column-summary = what it is
column-about = what it does
column-silence = silence
column-deadline = deadline
column-dialogue = dialogue
column-connections = connections
column-bytes-out = bytes sent
column-bytes-in = bytes taken
column-round-trips = follow-ups
column-duration = longest

## What an endpoint is

verdict-coin = This is a node of { $network }, a public network with a coin of its own.
verdict-coin-candidates = This is a node of a public coin network. Which one cannot be said: these show the same marks, and all of them have a coin: { $candidates }.
verdict-coin-testnet = This is a node of { $network }, a public test network. Its coins are meant for trials.
verdict-coin-testnet-candidates = This is a node of a public test network. Which one cannot be said: these show the same marks: { $candidates }.
verdict-coin-undetermined = This takes part in a public coin network. Which one was not shown.
verdict-local = This is a node of { $network }, a chain that developers run for themselves. It belongs to no public network.
verdict-local-candidates = This is a node of a chain that developers run for themselves. These show the same marks: { $candidates }.
verdict-local-custom-signet = This is a node of a private test network: a signet of someone's own, with the magic { $id }.
verdict-local-platform = This is a developer's own instance of { $platform }. It belongs to no public network.
verdict-permissioned = This is a node of a consortium network ({ $platform }), whose members are admitted and which has no coin that can be traded.
verdict-ledger = This speaks a ledger protocol ({ $platform }). Whether its network has a coin could not be determined.
verdict-ledger-candidates = This speaks a ledger protocol. Its network is one of these: { $candidates }.
verdict-ledger-unlisted = This speaks the protocol of { $platform }. Its network is not known; it goes by the magic { $id }.
verdict-ledger-contradiction = This speaks a ledger protocol ({ $platform }), but what it shows does not fit together. Both sides are listed.
verdict-ledger-other-branch = This is a ledger node that begins like { $candidates } but is on another branch: a private fork, or a network nobody lists. Whether that has a coin is not known.
verdict-ledger-hinted = Signs point to a ledger ({ $platform }), but nothing it said settles the matter.
verdict-other = Something answers here, and nothing in its answers belongs to a ledger.
verdict-other-software = Something answers here that is no ledger. It names itself “{ $software }”.
verdict-other-hint = Something answers here. One sign points to { $platform }, which is not enough to call it a ledger.
verdict-silent = The port is open, but nothing was said that we could use.
verdict-silent-encrypted = It speaks { $layer }, and what stands behind the encryption is not known.
verdict-mining-confirmed = Mining is confirmed: work is handed out here, or a device or node says that it mines.
verdict-coin-work = This hands out mining work. For which coin was not shown.
verdict-coin-work-of = This hands out mining work for { $platform }.
verdict-other-mining = Something answers here as servers do that hand out mining work. No work was handed out, so that it cannot be said to belong to a coin network.
verdict-other-device = Something answers here as a mining device or mining program does. It published no hash rate above zero, so that it cannot be said that it hashes.
hashing-rate = It says that it hashes at { $rate }.
hashing-rate-of = It says that it is “{ $model }” and hashes at { $rate }.
hashing-none = It says that it does not hash at the moment.
hashing-power-said = It says that it takes { $low } W.
hashing-power-estimate = Estimate: it takes { $low } to { $high } W to hash so fast, by what the table of devices has for { $rows }. Source: { $sources }.
hashing-power-unknown = What power it takes was not estimated: the table of devices has no row that fits.
host-power = Hashing at this address takes { $low } to { $high } W. Devices counted, whose power is said or estimated: { $count }.
verdict-mining-work = Mining is confirmed: work is handed out here. The hashing itself is done by devices that connect to it.
verdict-mining-hashes = Mining is confirmed: this device or node says that it hashes itself.
why-pool-or-proxy = A pool, and a proxy that hands on a pool's work, answer alike. Which of them this is was not shown.
verdict-mining-indicated = There are signs of mining, but no message of a mining protocol.
verdict-ledger-network = This is a node of { $network }. Whether that network counts as a public coin network could not be determined.
verdict-ledger-unlisted-chain = This speaks the protocol of { $platform }. Its network is not known; it goes by the chain id { $id }.
verdict-ledger-unlisted-network = This speaks the protocol of { $platform }. Its network is not known; it goes by the network id { $id }.
verdict-ledger-unlisted-fork = This speaks the protocol of { $platform }. Its network is not known; it goes by the fork id { $id }.
verdict-ledger-unlisted-genesis = This speaks the protocol of { $platform }. Its network is not known; the first block of its chain is { $id }.

## Why, and what limits it

why-fingerprint = { $why } (fingerprint { $fingerprint })
why-stated-not-proven = The node says so itself in a completed exchange. That is not proof: any node can show a copy of the same first block and the same magic.
why-block-not-shown = No block was shown that this network alone has.
why-block-not-recomputed = A block that this network alone has cannot be checked: its name is made with a hash that is not computed here.
why-no-block-listed = No block is known here that this network alone has, so that none could be asked for.
why-hinted-only = This rests on signs alone, such as a port, a banner or the shape of an answer. Signs can be set by anyone.
why-genesis-block = It handed over the first block of the chain, and the block's hash was checked: { $hash }.
why-genesis-parent = The first block it lists names this one as the block before it, which is the beginning of the chain: { $hash }.
why-magic-handshake = It completed the handshake between peers under the magic { $magic }, which each network chooses for itself.
why-genesis-not-shown = It did not show the first block of its chain; the network is taken from the magic alone.
why-candidates-disagree = These networks share the marks that were seen but are of different kinds, so the class is left open: { $candidates }.
why-history-only = It holds the history of this network. Whether it follows the network today is not known.
follows-yes = It follows this network: at height { $height } it has the block taken from { $reference } at { $taken }. What it did after that is not known.
follows-lags = It lags behind this network: it has older known blocks, but its last one, { $tip }, lies below height { $height }, which { $reference } had at { $taken }.
follows-other-branch = It does not follow this network: at height { $height } it is on another branch than { $reference } was at { $taken }.
follows-by-service = This is what its query service says. A service may answer for a node elsewhere.
follows-excluded = It does not follow { $network }: at height { $height } it is on another branch than { $reference } was at { $taken }. What is left ({ $left }) is left by exclusion alone; a private branch that nobody lists would look the same.
follows-open = Fresh blocks of this network are known, but what it showed does not tell whether it follows them.
why-rpc-unauthorized = Its query service asks for a password (“{ $realm }”). None was tried.
why-rpc-open = Its query service answers without a password.
why-syncing = It is still catching up with the network and does not hold the whole chain yet.
why-id-alone = Only an id points to { $candidates }. Anyone may choose any id, so an id alone names no network.
why-default-id = The id { $id } is one that developers' software or private networks often have by default, so it does not single out a network.
why-copied-marks = It also shows the marks of { $candidates }. A simulator or a gateway can copy them; they do not decide here.
why-listed-permissioned-validators = The listed network may be run by admitted validators.
why-fork-unknown = Its fork id { $id } belongs to no known state of this network: the node may be newer or older than the data, or on a branch of its own.
why-testnet-unknown = It is not known whether this network is one for tests.

## What does not fit together

contradiction-id = The magic { $id } belongs to: { $networks }.
contradiction-unlisted-id = The magic { $id } belongs to no listed network.
contradiction-genesis = The first block { $genesis } belongs to: { $networks }.
contradiction-foreign-genesis = The first block { $genesis } belongs to no listed network.
contradiction-easy-work = The block it showed after the first one carries less work than those networks demand.
contradiction-network = It showed the marks of: { $networks }.
contradiction-history = It begins with the first block of: { $networks }.
contradiction-other-block = At height { $height } it has the block { $hash }, where that network has { $expected }.
contradiction-branch-denied = It is higher than { $height }, and its chain does not have the block { $expected } that the network has there.
contradiction-chain-id = The chain id { $id } belongs to: { $networks }.
contradiction-unlisted-chain-id = The chain id { $id } belongs to no listed network.
contradiction-network-id = The network id { $id } belongs to: { $networks }.
contradiction-unlisted-network-id = The network id { $id } belongs to no listed network.
contradiction-fork-id = The fork id { $id } belongs to: { $networks }.
contradiction-unlisted-fork-id = The fork id { $id } belongs to no listed network.

## Hosts

host-gravest = The gravest finding at this address: { $class }.
host-mixed = Services of different kinds answer at this address.
host-observed-at-address = This was observed at the address. Address translation, a proxy or a cloud front end may speak for other machines behind it.

## Pages: the report that is handed on (report)

page-scan-title = Blockchain nodes found on the network
page-lead = Endpoints that answered: { $endpoints }. Findings among them: { $findings }, at this many addresses: { $hosts }.
page-lead-quiet = Endpoints that answered: { $endpoints }. There is no finding among them.
page-lead-nothing = No endpoint answered.
page-lead-mining = Mining: confirmed at { $confirmed }, indicated at { $indicated } endpoints.
page-incomplete = What was not looked at may hold more than this report shows.
page-unfinished = The run had not ended when this report was made.
page-trouble = The run ended early because the store or the machine failed.
page-authority = Authority
page-operator = Carried out by
page-contact = Contact
page-not-given = not given
page-scope = Scope
page-excludes = Left out
page-ports = Ports
page-more = and { $count } more
page-time = Time
page-from-to = { $from } to { $to }
page-no-end = not ended
page-covered = Covered
page-covered-of = { $done } of { $total } pairs of address and port
page-probes = Answers
page-probes-sum = { $open } open, { $closed } closed, { $filtered } silent, { $failed } could not be tried
page-absent = Known from before, no answer now
page-part = Part
page-part-of = { $index } of { $count }
page-agent = How we named ourselves
page-clock = Clock
page-clock-system = the machine’s clock
page-clock-synchronised = synchronised
page-clock-free = not synchronised
page-clock-unknown = whether it is synchronised is not known
page-versions = Versions
page-versions-are = { $program }, atlas { $atlas }, fingerprints { $rows }
page-run = Run
page-counts = What was found
page-class-coin = Node, pool, mining device or gateway of a public network with a coin; public test networks included.
page-class-ledger = Certainly a ledger; whether its network has a coin could not be determined.
page-class-permissioned = Node of a consortium network, whose members are admitted.
page-class-local = A developer’s own instance, part of no public network.
page-class-other = Something answers, and it is no ledger.
page-class-silent = The port is open, but said nothing that could be used.
page-overview = Overview
page-address = Address
page-services = Ports
page-mixed = several kinds
page-findings = Findings
page-finding-is = A finding is a node of a public coin network, a sign of mining, or a contradiction one side of which is a coin network.
page-ledgers = Further ledgers
page-ledgers-are = Nodes that were recognised and give no ground for a finding.
page-quiet = No ledger
page-quiet-are = Addresses where something is open, and no sign of a ledger was seen.
page-answers = What answers
page-also = Also open
page-owner = Responsible
page-owner-contact = Contact
page-candidates = One of
page-access = Who may take part
page-judged = Judged
page-contradiction = contradiction
page-evidence = Evidence: { $count } facts
page-fact = What was learnt
page-value = Value
page-place = Where it stands
page-place-received = dialogue { $dialogue }, answer, bytes { $first } to { $last }
page-place-sent = dialogue { $dialogue }, sent by us, bytes { $first } to { $last }
page-place-whole = dialogue { $dialogue } as a whole
page-explain = The recorded bytes: coinsift explain { $endpoint } --run { $run }
page-reading = How to read this report
page-strengths = How strong a ground is
page-limits = What this report cannot tell
page-limit-moment = It shows what answered at the time of the run. Services come and go.
page-made = Made by { $program } from run { $run }. All bytes that were exchanged are kept in the evidence log of that run, from which every verdict can be derived again.
page-identifiers-hidden = What may name a person (mail, wallet and hardware addresses, addresses of private networks) is shown as a keyed hash.
page-identifiers-shown = What may name a person is shown in clear, as was asked for. Handle this report accordingly.
page-written = The report is in { $file }.
page-file-written = Written: { $file }
page-same-file = { $one } and { $other } name the same file. Give each output a file of its own.
page-sweep-title = What changed on the network, and what stands there
page-news = News
page-news-none = Nothing changed since the sweeps before.

# The page of a registry check.
page-check-title = Registered projects and what stands at their endpoints
page-check-registry = Registry
page-check-sha = SHA-256 of the file
page-check-counts = Projects by outcome
page-check-outcome = Outcome
page-check-project = Project
page-check-declared = Declared
page-check-seen = Seen
page-check-aspect = What is compared
page-check-compared = Result
page-check-means = What it says
page-check-do = What to do
page-check-chain = { $declared } on { $named }
page-check-operator = Operator
page-check-endpoints = Declared endpoints
page-check-as = Declared as
page-check-place = In the registry
page-check-notes = What the registry itself gives away
page-check-notes-are = Seen in the file alone, without asking any node.
page-check-weight = Weight
page-check-note = What it is
page-check-finding = finding
page-check-remark = worth knowing
page-check-noted = see registry
page-check-attention = Projects that want attention
page-check-attention-are = Something else than declared, something that was not declared, or a finding in the registry itself.
page-check-open = Open questions
page-check-open-are = What is declared could not be confirmed. This is no accusation.
page-check-fits = As declared
page-check-fits-are = What was seen agrees with the declaration, as far as it can be told from outside.
page-check-read = Declared projects
page-check-read-are = As the registry has them. Nothing was contacted, so nothing is said about what they run.
page-check-silence = No answer says nothing about a project: a machine may be down, a firewall in between, an address mistyped.
page-check-limit-signs = Signs alone (a port, a software’s name, a chain id) never make a deviation; what deviates was stated by the node itself or is proven.
page-check-limit-conforms = What conforms shows that such a node stands there, not that nothing else does.
page-check-made-offline = Made by { $program } from the registry alone; nothing was contacted.
page-outcome-deviates = Something else than declared; both are shown side by side.
page-outcome-deviates-do = Ask the operator; the evidence is below each endpoint.
page-outcome-undeclared = Another ledger, or work for miners, observed at the address on a port nobody declared.
page-outcome-undeclared-do = Ask. An address may be shared by several machines.
page-outcome-undetermined = It answers; whether it is as declared could not be told.
page-outcome-undetermined-do = Ask for access, or for the hash of the first block.
page-outcome-unreachable = No answer, in all tries.
page-outcome-unreachable-do = Check again later, or ask for the right endpoint.
page-outcome-conforms = As declared; what cannot be decided from outside is listed.
page-outcome-conforms-do = Nothing.
agreement-agrees = agrees
agreement-in-part = leans that way
agreement-not-seen = not seen
agreement-hints-otherwise = signs differ
agreement-differs = differs

## Owners of addresses (report)

owners-network = Column { $column } says “{ $cell }”. Write an address, a network (192.0.2.0/24) or a range (192.0.2.1-192.0.2.40).
owners-reversed = Column { $column } says “{ $cell }”, a range that runs backwards. Write the lower address first.
owners-host-bits = Column { $column } says “{ $cell }”, which is not the beginning of its network. Write { $cure } for the network, or the address alone.
owners-twice = Column { $column }: { $network } belongs to another owner in line { $before }. Correct one of the two lines.

## Tables that people keep: encoding, heads, cells (report)

sheet-empty = There is no row in this table. The first line names the columns, the lines after it hold the rows.
sheet-spreadsheet = This is a file of a spreadsheet program, not a CSV file. Save it from there as CSV.
sheet-encoding = This is no text in { $encoding }; it breaks off after “{ $before }”. Save the table as CSV in UTF-8.
sheet-no-column = A column is missing. Name one of the columns { $heads }; the first line has: { $found }.
sheet-twice = Column { $column } stands twice. Remove or rename one of the two.
sheet-long = The cell in column { $column } is longer than { $most } characters. Look for a quotation mark (") that is not closed.
sheet-wide = The first line has more than { $most } columns. Keep those that are needed.

## Data that cannot be used: what is wrong and the cure

data-unknown-table = The name of the file does not say which table it is. Name it as one of these: { $known }.
data-header = The first line must name exactly these columns in this order: { $columns }.
data-cells = This row has { $found } cells instead of { $expected }. Add or remove commas; a cell that contains a comma stands in double quotes.
data-csv = This cannot be read as CSV ({ $error }). Save the table as CSV in UTF-8, with commas between the cells.
data-empty = The cell in column { $column } is empty. Fill it in.
data-hex = Column { $column } says “{ $cell }”. Write exactly { $digits } hexadecimal digits (0 to 9, a to f).
data-no-mark = Row without a mark: fill in one of the columns magic, id, genesis, by which a node of the network is known.
data-port = Column { $column } says “{ $cell }”. Write a port from 1 to 65535.
data-number = Column { $column } says “{ $cell }”. Write a whole number in digits.
data-quantity = Column { $column } says “{ $cell }”. Write a number above zero, in digits.
data-time = Column { $column } says “{ $cell }”. Write a time in UTC such as 2026-11-24T15:00:00Z.
data-word = Column { $column } says “{ $cell }”. Write one of these: { $known }.
data-toml = This cannot be read as TOML or has a field that does not belong here: { $error }. Compare the line with the rows that `coinsift fingerprints` shows.
data-condition-one-test = Row { $row }: the condition on { $fact } needs exactly one test. Write one of equals, one_of, prefix, regex, range or present.
data-condition-regex = Row { $row }: the pattern “{ $pattern }” is no regular expression or is too large. Correct or shorten it.
data-condition-range = Row { $row }: the range from { $low } to { $high } is empty. Write the smaller number first.
data-fingerprint-id = The id “{ $row }” cannot be used. Write at least one letter or digit; only letters, digits and hyphens may stand in it.
data-fingerprint-twice = The id { $row } stands twice in this file. Give one of the rows another id.
data-fingerprint-no-condition = Row { $row } has no condition. Add at least one under all or any.
data-fingerprint-no-reason = Row { $row } does not say why in both languages. Fill in en and zh.
data-fingerprint-no-example = Row { $row } names no recordings. List under matches one that it must match and under near_misses one that it must not.
data-fingerprint-no-mark = Row { $row } looks a network up by nothing. Name under network at least one fact that it goes by.

## The table

table-sum = Endpoints: { $total } ({ $words })
table-nothing = Endpoints: 0
table-findings = Findings (coin, mining, contradiction with a coin): { $count }
table-mining = mining: { $mining }
table-testnet = test network
table-lags = lags behind
table-other-branch = on another branch
table-leans = leans to { $class }
table-unknown-network = not determined

## News of sweeps (report)

event-new = new
event-changed = changed
event-judged = judged otherwise
event-gone = gone
event-returned = back
news-new = { $endpoint } is new: { $words }
news-changed = { $endpoint } has changed: { $words }
news-judged = { $endpoint } answers as before and is judged otherwise by newer data: { $words }
news-gone = { $endpoint } is gone, without an answer in { $count } sweeps; it was: { $words }
news-returned = { $endpoint } is back: { $words }
news-missed = no answer in { $count } sweeps
news-nothing = nothing

## Explaining a verdict

explain-owner = Responsible: { $words }
explain-judgement = Judgement
explain-class = Class: { $class }. Strength: { $strength }.
explain-class-leans = Class: { $class }, leaning to { $leaning }. Strength: { $strength }.
explain-judged-at = Judged at { $time }. Recorded dialogues: { $count }.
explain-strength-proven = Proven: it showed something that was checked and that no node of another listed network would hold.
explain-strength-stated = Stated: it says so itself in a completed exchange.
explain-strength-hinted = Hinted: a sign such as a port, a banner or the shape of an answer.
explain-mining = Mining
explain-evidence = What this rests on
explain-no-evidence = Nothing was learnt here that a fingerprint uses.
explain-fingerprint = Fingerprint { $fingerprint }: { $why }
explain-fact = { $fact } = { $value } ({ $strength })
explain-no-meaning = This version declares no such fact.
explain-place-received = Where: dialogue { $dialogue } ({ $protocol }), sent by the other side, bytes { $first } to { $last }, { $time }.
explain-place-sent = Where: dialogue { $dialogue } ({ $protocol }), sent by us, bytes { $first } to { $last }, { $time }.
explain-place-empty = Where: dialogue { $dialogue } ({ $protocol }), in the course of the dialogue as a whole.
explain-place-lost = Where: dialogue { $dialogue }, byte { $first }; this place is not among the recorded bytes.
explain-shown-above = Shown above.
explain-more-bytes = … { $count } more bytes
explain-contradictions = What does not fit together
explain-one-side = On the one side: { $words }
explain-other-side = On the other side: { $words }
explain-not-known = What is not known
explain-mining-not-seen = No sign of mining was seen. That is no proof that there is none.
explain-network-not-known = Which network it belongs to.
explain-wire = What was sent and taken, against what may be
explain-wire-all = together
explain-of = { $used } of { $limit }
explain-milliseconds = { $used } of { $limit } ms

## Fields of a verdict, where changes are told (cli)

field-class = class
field-access = access
field-leans = leaning
field-network = network
field-platform = platform
field-software = software
field-roles = roles
field-mining = mining
field-testnet = test network
field-strength = strength
field-contradictions = contradictions
field-evidence = evidence or wording only

## Telling the story of one host

story-resolved = { $name } is { $addresses }.
story-open = { $endpoint } is open.
story-closed = { $endpoint } is closed.
story-no-answer = { $endpoint } does not answer.
story-unreachable = { $endpoint } cannot be reached: { $reason }
story-begun-inside = Dialogue { $number }, { $protocol } inside TLS: { $words }
story-begun = Dialogue { $number }, { $protocol }: { $words }
story-enclosed = { $millis } ms: TLS stands; what follows is said inside it.
story-waited = { $millis } ms: waited.
story-spoke-first = { $millis } ms: it speaks first, { $count } bytes: { $preview }
story-asked = { $millis } ms: we send { $count } bytes: { $preview }
story-answered = { $millis } ms: it answers with { $count } bytes: { $preview }
story-hung-up = { $millis } ms: { $words }.
story-ended = It { $words }.
story-ended-refused = It turned us away: { $reason }
story-learnt = learnt: { $fact } = { $value } ({ $strength })
story-judged = Judgement: { $class }. { $words }

## What a user gave: files, amounts, words (cli)

input-no-file = There is no file { $file }. Check the path.
input-unreadable = The file { $file } cannot be read. Check its permissions.
input-unwritable = The file { $file } cannot be written. Check the permissions of its folder, or give another place.
input-is-folder = { $file } is a folder. Give a file.
input-too-large = The file { $file } is larger than can be read. Split it.
input-not-utf8 = { $file } is not text in UTF-8. Save it in UTF-8.
input-no-folder = There is no folder { $file }. Check the path.
input-not-folder = { $file } cannot be read as a folder. Give a folder that you may read.
input-empty-folder = The folder { $file } has no file that ends in .{ $extension }. Put one there or give another folder.
input-duration = { $flag } says “{ $text }”. Write a whole number with a unit: 90s, 30m, 2h or 1d.
input-bytes = { $flag } says “{ $text }”. Write a whole number, with a unit if need be: 500k, 20M or 1G.
input-rate = { $flag } must be at least 1.
input-level = “{ $text }” is no level of ports. Write quick, standard or thorough.
input-lang = lang says “{ $text }” in the configuration. Write en or zh.
input-config = { $file }:{ $line }: This does not belong into the configuration: { $error }. Compare it with the example in the documentation.
input-no-store = It is not known where the store is to be. Give a folder with --store.
input-no-fingerprint = There is no fingerprint { $id }. `coinsift fingerprints` lists all of them.
data-unknown-fact = Row { $row } speaks of the fact { $fact }, which is stated nowhere. Check how it is written.
input-endpoint = “{ $text }” is no endpoint. Write for example 192.0.2.7:8333 or [2001:db8::7]:8333.
input-endpoint-unknown = Nothing is stored of { $endpoint }. Scan it first, or check the address and the store.
input-one-host = “{ $text }” is more than one host. Name one host; use coinsift scan for many.

## Job files of sweeps (cli)

job-syntax = This is no TOML: { $error }. Compare the line with the example in docs/sweep.md.
job-unknown-key = There is no such key. The nearest is { $cure }.
job-missing = This key is missing. Write for example: { $cure }
job-name = “{ $text }” cannot name a job. Use up to 64 letters, digits, - and _, and begin with a letter or a digit.
job-language = There is no language “{ $text }” here. Write en or zh.
job-not-text = { $name } must be a text. Put it in quotation marks: "…".
job-not-list = { $name } must be a list of texts. Write it as ["…", "…"].
job-not-number = This must be a whole number from { $least } to { $most }, without quotation marks.
job-not-section = { $name } must be a section. Write [{ $name }] in a line of its own and the keys below it.
job-empty = { $name } says nothing. Fill it in, or take the key away.
job-control = { $name } holds a line break or another control character. Take it out.
job-same-file = Two outputs go to { $file }. Give each a file of its own.

## Sweeps (cli)

sweep-nothing = No news.
sweep-held = Job { $job } is being swept by process { $pid } since { $since }. Wait until it ends; it goes on by itself.
sweep-blind = Nothing could be reached from this machine, so nothing follows from this sweep. Check the network connection and sweep again.
sweep-clock = The clock says { $now }, but the last sweep of this job began at { $last }. Set the clock right and sweep again.
sweep-output = News could not be written to { $file }: { $error }. They are kept and told at the next start.
sweep-check-job = Job { $job } of { $file }
sweep-check-scope = Scope: { $addresses } addresses, { $pairs } pairs of address and port (ports: { $ports }).
sweep-check-names = Host names: { $count }. They are resolved when a sweep begins, and are not counted here.
sweep-check-excludes = Never contacted: { $words }
sweep-check-pace = Pace: at most { $rate } connections a second, { $subnet } a second to one network (/24 or /64). A sweep takes at least { $time }, and longer where much is open.
sweep-check-none = none given
sweep-check-budget = Budget: time { $time }, bytes { $bytes }.
sweep-check-authority = Authority: { $authority }. Operator: { $operator }. Contact: { $contact }.
sweep-check-gone = An endpoint is gone after { $count } sweeps in a row without an answer.
sweep-check-owners = Who is responsible for an address is taken from { $file }.
sweep-check-appends = News are appended to { $file }.
sweep-check-replaces = The news told last are written to { $file }, in place of those before.
sweep-check-report = The report of the last sweep is written to { $file }, in place of the one before.
sweep-check-no-file = News go to standard output only.
sweep-check-first = The next sweep is the first in { $path }: everything it finds is new.
sweep-check-resumes = The next sweep goes on with { $run }, which was interrupted, unless the scope was changed since.
sweep-check-after = Sweeps in { $path }: { $count }, the last of them { $run }. The next one is compared with them.
sweep-check-good = The job is good. Nothing was sent.
sweep-schedule = “{ $text }” is no schedule. Write for example “daily at 01:00”, “weekly on Mon at 01:00”, or what systemd calls OnCalendar.
sweep-path = The path { $file } cannot be written into a unit. Use a path without control characters, in UTF-8.
sweep-tmp = { $file } lies in a folder for temporary files, which the service would not see. Move it, for example to /var/lib/coinsift.
sweep-user = “{ $text }” is no name of a user. Give the name as in /etc/passwd.
sweep-install-folder = The folder { $path } is made.
sweep-install-writes = { $file } is written.
sweep-install-replaces = { $file } is written in place of the one that is there.
sweep-install-dry = Nothing was written.
sweep-install-yes = Nothing was written. Add --yes to write it, or --dry-run to see it whole.
sweep-install-enable = Written, and not enabled yet. To enable it: { $words }
sweep-install-linger = So that it also runs while you are not logged in: { $words }
sweep-install-user = The user { $user } must be able to read the job file and to write to the store and the files of news.
sweep-install-remove = To take it away again: { $words }
sweep-install-program = It is not known where this program is: { $error }
sweep-install-no-home = It is not known where your units are to be. Give a folder with --unit-dir.
sweep-install-failed = { $file } could not be written: { $error }. Check your permissions, or give another folder with --unit-dir.

## Runs (cli)

atlas-checked = The tables can be used. Networks added: { $added }.

# Fresh checkpoints from reference nodes
refresh-url = “{ $text }” is no address of a query service. Write http://host:port/path, with user:password@ before the host where it wants a login.
refresh-https = Query services are asked over http:// alone. Use your own node, or reach it through a tunnel to this machine.
refresh-address = “{ $text }” is no reference. Write http://host:port for a query service, host:port for a node of the Bitcoin family, or enode://…@host:port.
refresh-unknown-key = No network has the key { $network }. `coinsift atlas networks` lists all of them.
refresh-unreachable = The reference { $reference } cannot be reached ({ $error }). The atlas was not changed. Check the address and that the node runs.
refresh-no-node = What answers at { $reference } is no node of a known kind. The atlas was not changed. Check the address and the port.
refresh-login = The reference { $reference } wants a login, or another one (HTTP { $status }). Write http://user:password@host:port.
refresh-syncing = The reference { $reference } is still catching up with its network. The atlas was not changed. Try again when it is done.
refresh-unknown-network = The reference { $reference } is on a network that the atlas does not know ({ $shown }). Add a row for it to the tables of your atlas first.
refresh-other-network = The reference { $reference } is not on { $network }. It shows the marks of: { $found }. The atlas was not changed.
refresh-several-networks = Several networks fit the reference { $reference }: { $found }. Name the right one with --network.
refresh-no-headers = The reference { $reference } does not say where its chain ends; a node that is still catching up does so. Give the address of its query service (http://…).
refresh-no-block = The reference { $reference } does not show its block at height { $height }. The atlas was not changed.
refresh-base-missing = The reference { $reference } does not have the known block of { $network } at height { $height }: it is behind, or on another branch. The atlas was not changed.
refresh-too-far = The reference { $reference } is too far beyond the newest known block of { $network } for its headers to be read through. Give the address of its query service (http://…).
refresh-too-short = The chain of { $reference } ends at height { $tip }, too low to take blocks { $depth } behind its end. Wait, or give a smaller --depth.
refresh-behind = The reference { $reference } ends at height { $tip } and is behind what the atlas knows of { $network } (height { $known }). It is still catching up, or on another branch. The atlas was not changed.
refresh-disagree = The references { $one } and { $other } disagree: at height { $height } one has { $hash-one }, the other { $hash-other }. The atlas was not changed. Find out which of them follows the network.
refresh-stale = The last block of { $reference } is { $hours } hours old. It may not follow its network itself.
refresh-no-folder = It is not known where your atlas is to be. Give a folder with --atlas.
refresh-not-written = The table in { $file } could not be written ({ $error }).
refresh-written = The fresh checkpoints are in { $file }.
fingerprints-checked = The rows can be used. Rows: { $rows }.
demo-begins = The demo looks at a small laboratory on this machine: { $targets }. Nothing leaves the machine.
warning-no-contact = No contact is given. Those who are looked at cannot ask who you are: add --contact with an address for questions.
coverage-interrupted = The run was stopped before it had covered its scope.
coverage-max-time = The run ended because its time was over (--max-time).
coverage-max-bytes = The run ended because its bytes were spent (--max-bytes).
run-covered = Covered { $done } of { $total } pairs of address and port: { $open } open, { $closed } closed, { $filtered } silent, { $failed } failed.
run-resume = Go on with: coinsift scan --resume { $run }
run-stored = Everything is stored under run { $run }.
resume-other-scope = Run { $run } cannot be gone on with: its scope now comes to another number of endpoints, since the data or the names have changed. Begin a new run.
progress = { $open } open, { $dialogues } dialogues, { $flight } in flight
runtime-entropy = The operating system gave no random numbers: { $error }
runtime-thread = A part of the program could not be started: { $error }
runtime-output = Output could not be written: { $error }
runtime-folder = A folder for the demo could not be made: { $error }
runtime-json = A line could not be written as JSON: { $error }
runtime-no-end = The run ended without a closing record. Go on with it by --resume.
run-complete = complete
run-incomplete = ended early
run-unfinished = not ended
runs-none = There are no runs yet.
runs-line = { $words }, endpoints { $endpoints }, public coin { $coin }, findings { $findings }
runtime-write = A file could not be written: { $error }
rejudge-sum = Judged again: { $endpoints } endpoints, { $changed } changed.
history-line = { $from } to { $to }, { $runs } runs: { $words }
history-absent = did not answer
history-changed = changed: { $words }
diff-sum = Changes: { $changes }. The same: { $same }.
diff-appeared = { $endpoint } is new: { $words }
diff-gone = { $endpoint } is gone; it was: { $words }
diff-not-asked = { $endpoint } was not asked this time; it was: { $words }
diff-changed = { $endpoint } has changed: { $words }

## Targets and scopes (engine)

target-unparsable = { $place }“{ $text }” is no target. Write an address, a network (192.0.2.0/24), a range (192.0.2.1-40), a name, or one of these with a port (192.0.2.7:8333).
target-url = { $place }“{ $text }” is a web address. Write the host only: { $cure }
target-zone = { $place }“{ $text }” has a zone (%…). Write the address without it.
target-network-port = { $place }“{ $text }” puts a port behind a network or a range. Leave it out and give the port with --ports.
target-prefix = { $place }“{ $text }” has no usable length behind the slash. Write a number from 0 to { $most }.
target-host-bits = { $place }“{ $text }” is not the beginning of its network. Write { $cure } for the network, or the address alone.
target-range-end = { $place }“{ $text }”: “{ $end }” is no end of a range. Write an address, or the last number of an IPv4 address.
target-range-mixed = { $place }“{ $text }” goes from one kind of address to another. Write both ends as IPv4 or both as IPv6.
target-range-reversed = { $place }“{ $text }” runs backwards. Write { $cure }
target-port = { $place }“{ $text }”: “{ $port }” is no port. Write a number from 1 to 65535.
target-transport = { $place }“{ $text }” names a transport without a port. Put a port before it ({ $cure }:30303/udp), or leave it out and give the port with --ports.
enode-form = { $place }“{ $text }” is no enode address. Write enode://, 128 hex digits, @, the host, a colon and the port.
enode-key = { $place }“{ $text }”: the key has { $digits } characters. It must be 128 hex digits (0–9, a–f); copy it again from the node (admin.nodeInfo.enode).
enode-point = { $place }“{ $text }”: the 128 digits are no key, since no point of the curve secp256k1 has them. One digit at least is wrong; copy the address again from the node.
enode-port = { $place }“{ $text }” names no port. Write it behind the host, for example …@{ $cure }
enode-query = { $place }“{ $text }”: “{ $query }” is not known here. Behind the question mark only discport= and a number from 0 to 65535 may stand; leave the rest out.
target-name-ascii = { $place }“{ $text }” is a name outside ASCII. Write it in its xn-- form.
target-reserved = { $place }“{ $text }” lies in reserved or multicast space, which is never contacted. Leave it out.
target-too-large = { $place }“{ $text }” is too large for { $ports } ports. Write a network of /{ $cure } or smaller.
target-left-out = { $place }“{ $text }”: left out were addresses of special networks: { $private } private, { $loopback } loopback, { $reserved } reserved. To look at private ones, give them as a target of their own.
name-unresolved = { $place }The name “{ $text }” has no address that may be contacted and is left out.
name-left-out = { $place }The name “{ $text }”: { $count } of its addresses are private or reserved and are left out.
exclude-unresolved = { $place }The excluded name “{ $text }” has no address, so it cannot be left out. Write its address instead.
ports-number = “{ $item }” is no port. Write numbers from 1 to 65535, ranges, or quick, standard, thorough; with /udp behind it a port is one of UDP.
ports-reversed = The range “{ $item }” runs backwards. Write { $cure }
ports-empty = There is no port to look at. Give some with --ports, for example 8333 or quick.
scope-no-targets = There is nothing to look at. Name a target, for example 192.0.2.7.
scope-unresolved = None of the names has an address that may be contacted. Check how they are written, or give addresses.
scope-excluded = Nothing is left to look at: the excludes cover all targets. Check both.
scope-too-large = The scope has too many pairs of address and port. Divide it.
scope-confirm = The scope has { $addresses } addresses. If that is meant, add --confirm-scope { $addresses }
scope-confirm-other = The scope has { $addresses } addresses, but { $given } were confirmed. If that is meant, add --confirm-scope { $addresses }
shard-form = “{ $text }” is no part of a split run. Write for example 1/4 for the first of four.
contact-form = “{ $text }” cannot be sent as a contact. Write at most { $most } plain ASCII characters, without brackets and backslashes, for example an e-mail address.

## Shortages while running (engine)

limit-descriptors = This machine lets the program open { $descriptors } files and connections at once, so { $connects } connections can be tried at a time: about { $rate } a second where addresses stay silent. To be faster, raise the limit (ulimit -n).
pressure-descriptors = { $count } times the machine had no file descriptor left; those connections were tried again. Raise the limit (ulimit -n) or lower --rate.
pressure-ports = { $count } times the machine had no local port left; those connections were tried again. Lower --rate.
pressure-buffers = { $count } times the machine had no memory left for the network; those connections were tried again. Lower --rate.
pressure-unasked = { $count } pairs of address and port could not be tried for want of resources; resuming the run tries them again.
session-lost = { $count } open endpoints could not be reached again for a dialogue.
session-faults = { $count } dialogues ended by a fault of this program. Please report that.
no-entropy = The operating system gave no random numbers: { $reason }

## The laboratory (lab)

lab-address-in-use = { $address } is in use already. Stop the program that listens there, or choose another base.
lab-address-forbidden = This user may not listen on { $address }. Choose ports above 1023.
lab-address-unusable = It is not possible to listen on { $address }: { $error }
lab-unknown-scene = There is no scene “{ $scene }”. Choose one of: { $known }
lab-base = A scene cannot begin at { $base }. Choose an address in 127.0.0.0/8 that is a multiple of { $span }.
lab-not-loopback = { $address } is not on this machine. The laboratory listens on loopback addresses only.
lab-running = The laboratory runs. In another window: coinsift scan { $targets } --ports { $ports }

## The store (store)

store-none = There is no store at { $path }. Run a scan first, or give the right folder with --store.
store-not-a-folder = { $path } is a file. Give a folder with --store.
store-not-a-store = { $path } is a folder that holds other things. Give an empty or a new folder with --store.
store-no-permission = This user may not use { $path }. Change its permissions or choose another folder with --store.
store-held = { $path } is in use by process { $pid } ({ $command }, since { $since }). Wait until it ends, or stop it.
store-held-unnamed = { $path } is in use by another process. Wait until it ends.
store-newer = { $path } was written by a newer version (format { $found }; this version knows up to { $known }). Use the newer version.
store-marker = The marker file { $path } cannot be understood ({ $wrong }). If the folder is a store, restore this file from a copy; otherwise choose another folder.
store-no-such-run = There is no run { $run }. `coinsift runs` lists all of them.
store-run-exists = A run { $run } exists already.
store-run-complete = Run { $run } is complete; there is nothing left to go on with. Begin a new run.
store-run-merged = Run { $run } only brings the parts of a split run together. Go on with one of its parts.
store-merge-conflict = Run { $run } in { $path } differs from the one of the same name here. Nothing more was taken over; keep both stores and find out which one was changed.
store-merge-joined = All { $shards } parts of a split run are here; together they are run { $run }.
store-log-torn = The evidence log { $file } ends in the middle of a batch at byte { $offset }: the program or the machine was stopped while it was being written. Everything before is whole; go on with the run by --resume.
store-log-damaged = The evidence log { $file } is damaged at byte { $offset }. Everything before is whole. Restore the file from a copy if there is one.
store-log-chain = The evidence log { $file } does not continue what stands before it, at byte { $offset }: something was changed, removed or exchanged. Treat what follows as not trustworthy.
store-log-missing = The evidence log { $file } is missing (from byte { $offset }). Restore it from a copy.
store-log-shortened = The evidence log { $file } is shorter than what was reported from it; it ends at byte { $offset }. Restore it from a copy.
store-log-set-aside = Damaged parts of run { $run } were moved to { $path }. They are asked for again.
store-disk-full = There is no space left for { $path }. Make room, then go on with the run by --resume.
store-too-large = The evidence on { $endpoint } comes to { $bytes } bytes, of which at most { $limit } can be kept.
store-read-only = The store was opened for reading only.
store-stopped = Writing to the store failed before, so nothing more is taken. Remove the cause, then go on with the run by --resume.
store-entropy = The operating system gave no random numbers: { $wrong }
store-index = The index of the store failed, also after it was made anew: { $wrong }. The evidence is untouched; try `coinsift store rebuild`.
store-index-missing = The index of the store is missing and is made anew from the evidence. This may take a while.
store-index-ahead = The index of the store knows more than the evidence shows and is made anew from the evidence.
store-index-schema = The index of the store is of another version and is made anew from the evidence.
store-index-damaged = The index of the store is damaged ({ $wrong }). It was moved to { $aside } and is made anew from the evidence.
store-migrated = The store was brought from format { $from } to format { $to }.
store-key-new = The key for hashing identifiers was lost, so a new one was made. Hashes from now on differ from earlier ones.
store-encoding = Something could not be written in the form of the store: { $wrong }. Please report that.
store-io = Trouble with { $path }: { $wrong }
store-stats = Runs: { $runs }, of which not ended: { $unfinished }. Evidence: { $logs }. Index: { $index }.
store-rebuilt = The index was made anew from the evidence.
store-dropped = Runs dropped: { $runs }, { $size } freed.
store-compacted = The index had { $before } and now has { $after }.
store-merged = Runs taken over: { $copied }. Already here: { $present }.
store-joined = All parts of a split run are here; together they are run { $run }.
store-waiting = Run { $run } is a part of a split run whose other parts are not all here and ended.

## Registries of projects, and what came of checking them (registry, check)

aspect-class = class
aspect-platform = platform
aspect-network = network
aspect-genesis = first block
aspect-chain-id = chain id
aspect-node-key = node key
aspect-mining = mining
declared-permissioned = consortium chain
declared-private = private chain
declared-coin = public chain
declared-local = developer's chain
outcome-conforms = conforms
outcome-deviates = deviates
outcome-undeclared = undeclared
outcome-undetermined = undetermined
outcome-unreachable = unreachable
column-outcome = outcome
registry-too-large = The file is larger than 16 MiB. Split the registry into several files.
registry-empty = The file is empty. Fill in one line of column heads and one line a project; docs/check.md shows an example.
registry-no-projects = The registry holds no project. Add one line a project below the column heads, or a [[project]] table each.
registry-too-many = More than { $most } projects. Split the registry into several files.
registry-filing-twice = The filing number “{ $text }” stands already at { $first }. Give each project a number of its own, or join the two rows.
registry-cells = The row has { $found } cells, the head has { $expected }. Put cells that contain a comma between quotation marks.
registry-column-missing = There is no column for { $column } (in Chinese { $chinese }). The heads found are: { $found }. Add the column, or correct its head.
registry-column-twice = Column “{ $column }” means the same as column “{ $first }”. Remove one of them, or rename it.
registry-column-unknown = { $file }: column “{ $column }” is not known and is passed over.
registry-column-unknown-near = { $file }: column “{ $column }” is not known and is passed over. Is “{ $nearest }” meant?
registry-field-unknown = { $place }: “{ $column }” is not known and is passed over. Known are: { $known }.
registry-toml = The file is not TOML: { $error }. Correct this line; docs/check.md shows an example.
registry-json = The file is not JSON: { $error }. Correct this line; docs/check.md shows an example.
registry-no-list = The projects must be a list of tables: one [[project]] each in TOML, "project": [ … ] in JSON.
registry-field-empty = Column “{ $column }” is empty. Every project needs it; fill it in.
registry-field-long = Column “{ $column }” holds more than { $most } bytes. Shorten it; perhaps a quotation mark is not closed.
registry-class-unknown = Column “{ $column }”: “{ $text }” is no class. Write permissioned, private, coin or local (联盟链, 私有链, 公链, 本地链).
registry-class-unknown-near = Column “{ $column }”: “{ $text }” is no class. Is “{ $nearest }” meant? Known are permissioned, private, coin and local (联盟链, 私有链, 公链, 本地链).
registry-platform-unknown = Column “{ $column }”: the platform “{ $text }” is not known. Known are, among others: { $examples }. Correct the spelling, or write the platform it was made from.
registry-platform-unknown-near = Column “{ $column }”: the platform “{ $text }” is not known. Is “{ $nearest }” meant? Known are, among others: { $examples }.
registry-chain-id = Column “{ $column }”: “{ $text }” is no chain id. Write a whole number, in decimal or in hex after 0x.
registry-chain-id-twice = Column “{ $column }”: “{ $text }” is another chain id than the column for chain ids has. Write one of them.
registry-genesis = Column “{ $column }”: “{ $text }” is not the hash of a block: { $count } characters instead of 64 hex digits, or others than 0–9 and a–f. Copy the whole hash, or leave the field empty.
registry-endpoint-host = Column “{ $column }”: “{ $text }” is no endpoint. Write HOST, HOST:PORT or enode://KEY@HOST:PORT, several of them parted by semicolons or blanks.
registry-endpoint-port = Column “{ $column }”: the port of “{ $text }” is none. Write a number from 1 to 65535 after the colon.
registry-endpoint-enode = Column “{ $column }”: “{ $text }” is no node address. Write enode:// with the 128 hex digits of the key, then @HOST:PORT.
registry-endpoint-scheme = Column “{ $column }”: the kind of “{ $text }” is not known. Write HOST:PORT, or an address that begins with http, https, ws, wss, tcp, grpc or enode.
registry-endpoint-network = Column “{ $column }”: “{ $text }” is a network, not an endpoint. List each host of it; whole networks are looked at with `coinsift scan`.
registry-endpoints-many = Column “{ $column }” lists more than { $most } endpoints. Split the project into several rows with numbers of their own.
registry-malformed = { $count } errors in { $file }; nothing was contacted. Correct the lines above, or check the good rows alone with --keep-going.
registry-passed-over = { $count } errors in { $file }: the rows above are passed over.
registry-none-good = No row of { $file } can be used. Correct the lines above.
registry-note-endpoint-twice = { $endpoint } is declared by several projects ({ $filings }). One node does not run two chains; ask which of them it belongs to.
registry-note-genesis-of-coin = { $filing } declares the first block of a public network with a coin: { $networks }.
registry-note-genesis-shared = The first block { $genesis } is declared by several projects ({ $filings }): they share one network, or took it from the same tutorial.
registry-note-chain-id-of-coin = { $filing } declares chain id { $id }, which public networks have too: { $networks }. Many tutorials use such numbers, so it is only worth a question.
check-nothing-seen = nothing
check-beside = Declared { $aspect }: { $declared }; seen: { $seen }.
check-conforms = It is as declared.
check-conforms-in-part = What was seen agrees with the declaration; not decided from outside: { $words }.
check-deviates = It is something else than was declared.
check-silent = The port is open and says nothing that could be used.
check-not-recognised = Something answers in which no ledger was recognised.
check-contradiction = What it shows does not go together, so that its class is open.
check-hints-otherwise = Signs point elsewhere than the declaration; signs alone decide nothing.
check-only-signs = Signs fit the declaration, but are only signs.
check-class-open = It is of the declared platform; whether its chain is the declared one was not seen.
check-platform-open = It is a ledger; of which platform was not seen.
check-no-answer = No answer, in { $tries } tries.
check-refused = The connection was refused, in { $tries } tries.
check-no-route = There is no way to this address from here.
check-unresolved = The name has no address.
check-not-tried = Its turn did not come, or it is excluded.
check-not-found = Something answers at this host, but the declared service was not found at the ports looked at.
check-observed-beside = Observed at the address, on a port that was not declared. An address may be shared by several machines.
check-observed-beside-fits = Observed at the address, on a port that was not declared: the same chain.
check-notes = In the registry itself:
check-project = { $filing } { $name }: { $outcome }
check-declared = Declared: { $declared } on { $named }
check-sum = Projects checked: { $projects } ({ $words }).
check-sum-offline = Projects read: { $projects }. Nothing was contacted.
check-findings = Findings and deviations: { $count }.
resume-check = Run { $run } is the check of a registry; run `coinsift check` anew.

## The laboratory's scenes and peers (lab)

lab-scene-demo = A small network with something of everything.
lab-scene-hostile = Attackers: each does one thing that must do no harm.
lab-scene-lookalikes = Services that are no ledgers, and nodes with odd manners.
lab-scene-mining = Servers that hand out work to miners, one a dialect, and some that only seem to.
lab-peer-ckpool = A pool of the software ckpool.
lab-peer-ckpool-proxy = The same software, handing on a pool's work.
lab-peer-miningcore = A pool that hands out a job for Bitcoin to anyone who subscribes.
lab-peer-nomp = A pool of the NOMP family.
lab-peer-public-pool = A private pool for small devices, on a developer's chain.
lab-peer-f2pool = A pool that answers as f2pool does.
lab-peer-pool-elsewhere = A pool on a port where nobody looks for one.
lab-peer-pool-speaks-first = A server that tells its difficulty before it is asked.
lab-peer-pool-with-header = A pool that names its address to web browsers.
lab-peer-ethash-pool = A pool in the first dialect of Ethash.
lab-peer-ethash-hello = A pool in the second dialect of Ethash.
lab-peer-eth-proxy-pool = A pool that hands out Ethash work by eth_getWork.
lab-peer-kawpow-pool = A pool for KawPow.
lab-peer-zcash-pool = A pool for Zcash or another coin with Equihash.
lab-peer-kaspa-bridge = A bridge between a Kaspa node and its miners.
lab-peer-kadena-pool = A pool in the dialect that Kadena uses.
lab-peer-ckb-pool = A pool for Nervos CKB.
lab-peer-xelis-pool = A pool for Xelis.
lab-peer-alephium-pool = A pool for Alephium.
lab-peer-grin-node = A Grin node that hands out work.
lab-peer-refuses-strangers = A pool that tells strangers only that they are not allowed.
lab-peer-cryptonote-page = A pool of the CryptoNote family that says so to web browsers.
lab-peer-cryptonote-invalid = A pool of the CryptoNote family that rejects every other question.
lab-peer-cryptonote-quiet = A pool of the CryptoNote family that is silent to every other question.
lab-peer-p2pool = The work server of a P2Pool node.
lab-peer-p2pool-peer = A P2Pool node on the port of its peers.
lab-peer-quiet-proxy = A port that closes at every question, as proxies do and much else.
lab-peer-electrum = An Electrum server, which speaks in lines of JSON too.
lab-peer-line-echo = A service that gives every line back.
lab-peer-line-true = A service of JSON lines that says yes to everything.
lab-peer-line-chat = A chat on a port of mining pools.
lab-peer-ntp-words = A time service that speaks of its stratum.
lab-peer-hashrate-page = A web service with a field named hashrate.
lab-peer-grafana-mining = A dashboard with the title Mining.
lab-peer-language-server = A language server of an editor.
lab-scene-proof = Nodes that hold a block which one network alone has, and nodes that only seem to.
lab-peer-holds-bitcoin = A full node of Bitcoin that shows a block only Bitcoin has.
lab-peer-holds-bitcoin-pruned = The same, keeping only the latest blocks.
lab-peer-holds-nothing = A node of Bitcoin that has only the first blocks.
lab-peer-bit-changed = A node that shows such a block with one bit changed.
lab-peer-easy-work = A node with Bitcoin's first block and blocks after it that cost no work.
lab-peer-shows-sibling = A node of Bitcoin that shows a block of Bitcoin SV.
lab-peer-holds-sibling = A node of Bitcoin SV that shows a block only Bitcoin SV has.
lab-peer-siblings-unknown = A node that says it is Bitcoin SV and shows nothing to tell it from its siblings.
lab-peer-holds-litecoin = A node of Litecoin that shows a block only Litecoin has.
lab-peer-holds-dogecoin = A node of Dogecoin that shows a block mined together with Litecoin.
lab-peer-holds-zcash = A node of Zcash that shows a block with its solution.
lab-peer-names-by-x11 = A node of Dash, whose blocks are named by a hash that is not computed here.
lab-peer-catching-up = A node of Bitcoin that is still catching up.
lab-peer-private-instance = A developer's private Bitcoin instance with blocks of its own.
lab-peer-holds-handshake = A full node of Handshake that shows a block only Handshake has.
lab-scene-tls = Peers inside TLS: servers of the web, nodes, and some that let only members in.
lab-peer-https = A web server inside TLS.
lab-peer-tls-ethereum = An Ethereum node whose JSON-RPC is inside TLS.
lab-peer-tls12-ethereum = The same on another port, with TLS 1.2.
lab-peer-tls-bitcoin-rpc = A Bitcoin regtest node whose JSON-RPC is inside TLS.
lab-peer-tls-members = A node that lets in only those who show a certificate.
lab-peer-tls12-members = The same with TLS 1.2.
lab-peer-tls-silent = A service inside TLS that says nothing.
lab-scene-registry = The nodes of a registry of projects: honest ones, others than declared, dead and silent ones.
lab-peer-fisco = The query service of a FISCO BCOS node.
lab-peer-istanbul = The query service of a Quorum node whose validators sign by IBFT.
lab-peer-qbft = The query service of a Besu node whose validators sign by QBFT.
lab-peer-raft = The query service of a Quorum node whose members agree by raft.
lab-peer-clique = The query service of a geth node whose signers take turns.
lab-peer-fisco-web3 = A FISCO BCOS node that answers Ethereum's questions only.
lab-peer-open-coin = A Bitcoin node that is declared as one.
lab-peer-developer = A developer's geth node.
lab-peer-mainnet = The query service of a node of Ethereum's main network.
lab-peer-hidden-coin = A Bitcoin node that is declared as a consortium's.
lab-peer-public-id = A private chain whose chain id a public network has too.
lab-peer-two-owners = A node that two projects declare.
lab-peer-says-nothing = A declared port that says nothing.
lab-peer-only-web = A web server where a node is declared.
lab-peer-with-guest = An honest consortium's node with something else beside it.
lab-peer-guest = A Bitcoin node beside a consortium's.
lab-peer-without-port = A node that is declared by its host alone.
lab-peer-wants-token = A Besu node that turns strangers away.
lab-peer-other-platform = A FISCO BCOS node that is declared as another platform.
lab-peer-bitcoin = A full node of Bitcoin.
lab-peer-bitcoin-rpc = The query service of a Bitcoin node; it wants a password.
lab-peer-bitcoin-testnet = A full node of Bitcoin's test network.
lab-peer-litecoin = A full node of Litecoin.
lab-peer-bitcoin-pruned = A Bitcoin node that keeps only the latest blocks.
lab-peer-bitcoin-cash = A node whose marks Bitcoin Cash, Bitcoin SV and eCash share.
lab-peer-regtest = A developer's private Bitcoin instance.
lab-peer-unknown-network = A node of the Bitcoin family in a network nobody knows.
lab-peer-forged = A node that calls itself Bitcoin but stands on another first block.
lab-peer-web-server = An ordinary web server.
lab-peer-ssh = An ordinary SSH server.
lab-peer-hangs-up = A port that hangs up without a word.
lab-peer-endless = Sends letters without end.
lab-peer-slow-drip = Sends one byte every tenth of a second.
lab-peer-huge-length = Announces a message of four gigabytes.
lab-peer-huge-agent = Claims that its name is four gigabytes long.
lab-peer-huge-headers = Announces more block headers than there can be.
lab-peer-empty-frames = Sends empty messages without end.
lab-peer-many-versions = Introduces itself again and again, each time under another name.
lab-peer-chatter = Talks in the language of Bitcoin nodes but never introduces itself.
lab-peer-chameleon = Claims to be of whatever network it is asked for.
lab-peer-injection = Hides commands for terminals, pages and spreadsheets in its name.
lab-peer-echo = Gives back whatever it is told.
lab-peer-echo-flipped = Gives back whatever it is told, with one bit changed.
lab-peer-random = Answers with random bytes.
lab-peer-late = Answers only when nobody waits any more.
lab-peer-text-flood = Answers everything with a flood of text.
lab-peer-http-endless-head = A web server whose answer never gets beyond its head.
lab-peer-http-huge-length = A web server that announces a page of billions of gigabytes.
lab-peer-http-endless-chunks = A web server whose page never ends.
lab-peer-http-deep-json = A web service whose answer is nested a hundred thousand levels deep.
lab-peer-nginx = A web server on Bitcoin's port.
lab-peer-says-yes = A web server that says yes to everything.
lab-peer-echo-json = A web service that gives every question back.
lab-peer-redirect = A web server that sends everybody elsewhere.
lab-peer-rpc-forbids = The query service of a Bitcoin node that does not serve this address.
lab-peer-rpc-open = The query service of a private Bitcoin instance, open to everybody.
lab-peer-ethereum-echo = A web service on Ethereum's port that gives every question back.
lab-peer-ethereum-one = A web service on Ethereum's port that answers everything with the number one.
lab-peer-ethereum-true = A web service on Ethereum's port that says yes to everything.
lab-peer-ethereum-object = A web service on Ethereum's port that answers everything with the same object.
lab-peer-ethereum-null = A web service on Ethereum's port that answers everything with nothing.
lab-peer-websocket-echo = A WebSocket service that gives every message back.
lab-peer-websocket-one = A WebSocket service that answers everything with the number one.
lab-peer-websocket-true = A WebSocket service on the port of Ethereum's web service that says yes to everything.
lab-peer-websocket-no-key = A service that agrees to WebSocket without having read the question.
lab-peer-websocket-garbage = Agrees to WebSocket and then sends random bytes.
lab-peer-websocket-endless-parts = A WebSocket service whose message never ends.
lab-peer-websocket-endless-pings = A WebSocket service that only asks whether anybody is there, without end.
lab-peer-websocket-huge-length = A WebSocket service that announces a message of billions of gigabytes.
lab-peer-discovery-echo = A port beside which Ethereum's node discovery is given back as it came.
lab-peer-discovery-random = A port beside which Ethereum's node discovery is answered with random bytes.
lab-peer-openssh = An SSH server on Bitcoin's port.
lab-peer-redis = A Redis database on Litecoin's port.
lab-peer-memcached = A memcached store on the port of Bitcoin's test network.
lab-peer-smtp = A mail server on Bitcoin's port.
lab-peer-postgres = A PostgreSQL database on Dash's port.
lab-peer-dns = A DNS server on Bitcoin's port.
lab-peer-mqtt = An MQTT broker on a port of mining pools.
lab-peer-hello = Says hello to everybody.
lab-peer-hns-catching-up = A node of Handshake that is still catching up.
lab-peer-hns-bit-changed = A node that shows a block of Handshake with one bit changed.
lab-peer-hns-light = A node of Handshake that does not serve the whole chain.
lab-peer-hns-no-verack = Introduces itself as a node of Handshake without confirming our introduction.
lab-peer-silent = Listens and never says a word.
lab-peer-closes-at-once = Closes every connection at once.
lab-peer-resets-at-once = Breaks every connection off at once.
lab-peer-half-close = Closes its own side at once and goes on listening.
lab-peer-speaks-first = A test network node that introduces itself before it is asked.
lab-peer-obsolete = A Bitcoin node that turns us away as too old.
lab-peer-rejects-foreign-magic = A Litecoin node on Bitcoin's port that says when it is spoken to wrongly.
lab-peer-version-only = A Bitcoin node that introduces itself and then falls silent.
lab-peer-no-verack = A Bitcoin node that never completes the handshake but answers questions.
lab-peer-light = A Bitcoin node that serves no blocks.
lab-peer-not-found = A Bitcoin node that says it does not have its first block.
lab-peer-headers-only = A Bitcoin node that gives headers but no blocks.
lab-peer-loading = A Bitcoin node that is still loading and answers no questions.
lab-peer-no-headers = A Bitcoin node that has no headers to give.
lab-peer-other-checksum = A Bitcoin node that makes its checksums in another way.
lab-peer-strict-checksum = A node that takes only checksums made in another way.
lab-scene-devices = Mining devices and miners, as they answer over their own interfaces.
lab-scene-device-lookalikes = What speaks of mining, or answers on the ports of miners, and is none.
lab-peer-antminer = An Antminer with its maker's firmware.
lab-peer-braiins = An Antminer with Braiins OS.
lab-peer-luxos = An Antminer with LuxOS.
lab-peer-vnish = An Antminer with VNish.
lab-peer-hiveon = An Antminer with Hiveon's firmware.
lab-peer-mskminer = An Antminer with MSKminer.
lab-peer-marathon = An Antminer with Marathon's firmware.
lab-peer-whatsminer = A Whatsminer with the first versions of its interface.
lab-peer-whatsminer-v3 = A Whatsminer with the third version of its interface.
lab-peer-avalon = An Avalon.
lab-peer-goldshell = A Goldshell, asked over TCP.
lab-peer-innosilicon = An Innosilicon.
lab-peer-sealminer = A SealMiner.
lab-peer-auradine = An Auradine.
lab-peer-volcminer = A VolcMiner.
lab-peer-breaks-json = An old Antminer whose JSON is broken.
lab-peer-idle = An Antminer that does not hash.
lab-peer-teamredminer = TeamRedMiner over two graphics cards.
lab-peer-axeos = A Bitaxe.
lab-peer-axeos-no-watts = A Bitaxe that does not say what power it takes.
lab-peer-axeos-public = A Bitaxe that answers private networks only.
lab-peer-nerdqaxe = A NerdQAxe++.
lab-peer-antminer-page = An Antminer's page, which asks for a password.
lab-peer-volcminer-page = A VolcMiner's page, which asks for a password.
lab-peer-elphapex-page = An Elphapex's page, which asks for a password.
lab-peer-goldshell-web = A Goldshell's page.
lab-peer-vnish-web = A page of VNish.
lab-peer-braiins-page = A page of Braiins OS.
lab-peer-luxos-page = A page of LuxOS.
lab-peer-proto = A Proto Rig's page.
lab-peer-epic = An Antminer with ePIC's firmware, which speaks HTTP on 4028.
lab-peer-erupter-page = The page of an old Block Erupter.
lab-peer-xmrig = XMRig.
lab-peer-xmrig-web = XMRig on a port of web servers.
lab-peer-xmrig-paused = XMRig, paused.
lab-peer-xmrig-token = XMRig that wants a token.
lab-peer-xmrig-token-web = XMRig that wants a token, on a port of web servers.
lab-peer-xmrig-proxy = xmrig-proxy with 31 miners.
lab-peer-xmrig-proxy-idle = xmrig-proxy with no miner.
lab-peer-xmr-stak = xmr-stak.
lab-peer-srbminer = SRBMiner.
lab-peer-t-rex = T-Rex over two graphics cards.
lab-peer-nbminer = NBMiner.
lab-peer-lolminer = lolMiner.
lab-peer-gminer = GMiner.
lab-peer-rigel = Rigel.
lab-peer-bzminer = BzMiner.
lab-peer-ethminer = ethminer.
lab-peer-phoenixminer = PhoenixMiner.
lab-peer-ethminer-locked = ethminer that wants a password.
lab-peer-ccminer = ccminer.
lab-peer-cpuminer = cpuminer-opt.
lab-peer-excavator = Excavator.
lab-peer-not-grafana = Grafana with a board titled mining.
lab-peer-not-manual = A page that describes miners.
lab-peer-not-hashrate-json = A JSON service with a field hashrate.
lab-peer-not-home-assistant = Home Assistant with a miner's figures.
lab-peer-not-says-yes = Says 200 to everything, on a port of XMRig.
lab-peer-not-says-yes-4067 = Gives an empty JSON object, on T-Rex's port.
lab-peer-not-openwrt = An OpenWrt router.
lab-peer-not-page-realm = A password in the name of a museum.
lab-peer-not-cloud-box = A store of files with the words of a miner's page.
lab-peer-not-axeos-clone = A shop with a similar title.
lab-peer-not-nerd = A page for nerds.
lab-peer-not-404-json = A JSON service that says 404 like XMRig.
lab-peer-not-401-json = A JSON service that says 401 nearly like XMRig.
lab-peer-not-summary = A summary of invoices, on T-Rex's port.
lab-peer-not-status = The state of lamps, on BzMiner's port.
lab-peer-not-stat = The state of a coal mine, on GMiner's port.
lab-peer-not-capabilities = A JSON service on the port of mining devices.
lab-peer-not-prometheus = Prometheus.
lab-peer-not-dtserver = Another service on 4028.
lab-peer-not-redis = Redis on 4028.
lab-peer-not-json-server = A JSON server on 4028.
lab-peer-not-envelope = Nearly the envelope of Whatsminer.
lab-peer-not-list-envelope = Nearly the envelope of cgminer.
lab-peer-not-echo-command = Gives the command back.
lab-peer-not-echo-ping = Gives the question back.
lab-peer-not-pong = Says PONG in its own way.
lab-peer-not-nine-texts = A list of nine texts that say nothing.
lab-peer-not-echo-summary = Gives the word back.
lab-peer-not-fields = A clock on ccminer's port.
lab-peer-not-info = A JSON server on Excavator's port.
lab-peer-not-length = A service with lengths on 4433.
lab-peer-not-length-long = A length that is too long, on 4433.
lab-peer-dash = A full node of Dash, which names its blocks by another hash.
lab-peer-dogecoin = A full node of Dogecoin.
lab-peer-signet = A full node of Bitcoin's public signet.
lab-peer-own-signet = A node of somebody's own signet.
lab-peer-own-signet-fresh = A node of somebody's own signet, before its first block.
coverage-complete = Everything was looked at: { $done } of { $total } pairs of address and port.
coverage-sink = The run ended because results could not be stored any more. Check disk space and the store, then resume it.
coverage-pressure = Some pairs of address and port could not be tried because this machine was short of resources. Resume the run, with a lower pace or a higher limit (ulimit -n).
coverage-fault = Some pairs of address and port were not finished because of a fault of this program. Please report that; resuming tries them again.
coverage-other-scope = The interrupted sweep was ended as incomplete, since the scope of its job was changed.
