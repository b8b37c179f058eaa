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
platform-ethereum = the Ethereum family
platform-fisco-bcos = FISCO BCOS

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
column-round-trips = questions
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
verdict-ledger-hinted = Signs point to a ledger ({ $platform }), but nothing it said settles the matter.
verdict-other = Something answers here, and nothing in its answers belongs to a ledger.
verdict-other-software = Something answers here that is no ledger. It names itself “{ $software }”.
verdict-other-hint = Something answers here. One sign points to { $platform }, which is not enough to call it a ledger.
verdict-silent = The port is open, but nothing was said that we could use.
verdict-mining-confirmed = Mining is confirmed: work is handed out here, or a device or node says that it mines.
verdict-mining-indicated = There are signs of mining, but no message of a mining protocol.
verdict-ledger-network = This is a node of { $network }. Whether that network counts as a public coin network could not be determined.
verdict-ledger-unlisted-chain = This speaks the protocol of { $platform }. Its network is not known; it goes by the chain id { $id }.
verdict-ledger-unlisted-network = This speaks the protocol of { $platform }. Its network is not known; it goes by the network id { $id }.
verdict-ledger-unlisted-fork = This speaks the protocol of { $platform }. Its network is not known; it goes by the fork id { $id }.
verdict-ledger-unlisted-genesis = This speaks the protocol of { $platform }. Its network is not known; the first block of its chain is { $id }.

## Why, and what limits it

why-fingerprint = { $why } (fingerprint { $fingerprint })
why-stated-not-proven = The node says so itself in a completed exchange. That is not proof: any node can show a copy of the same first block and the same magic.
why-hinted-only = This rests on signs alone, such as a port, a banner or the shape of an answer. Signs can be set by anyone.
why-genesis-block = It handed over the first block of the chain, and the block's hash was checked: { $hash }.
why-genesis-parent = The first block it lists names this one as the block before it, which is the beginning of the chain: { $hash }.
why-magic-handshake = It completed the handshake between peers under the magic { $magic }, which each network chooses for itself.
why-genesis-not-shown = It did not show the first block of its chain; the network is taken from the magic alone.
why-candidates-disagree = These networks share the marks that were seen but are of different kinds, so the class is left open: { $candidates }.
why-history-only = It holds the history of this network. Whether it follows the network today is not known.
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
contradiction-network = It showed the marks of: { $networks }.
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

## Data that cannot be used: what is wrong and the cure

data-unknown-table = The name of the file does not say which table it is. Name it as one of these: { $known }.
data-header = The first line must name exactly these columns in this order: { $columns }.
data-cells = This row has { $found } cells instead of { $expected }. Add or remove commas; a cell that contains a comma stands in double quotes.
data-csv = This cannot be read as CSV ({ $error }). Save the table as CSV in UTF-8, with commas between the cells.
data-empty = The cell in column { $column } is empty. Fill it in.
data-hex = Column { $column } says “{ $cell }”. Write exactly { $digits } hexadecimal digits (0 to 9, a to f).
data-port = Column { $column } says “{ $cell }”. Write a port from 1 to 65535.
data-number = Column { $column } says “{ $cell }”. Write a whole number in digits.
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
table-leans = leans to { $class }
table-unknown-network = not determined

## Explaining a verdict

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
story-begun = Dialogue { $number }, { $protocol }: { $words }
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

## Runs (cli)

atlas-checked = The tables can be used. Networks added: { $added }.
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
target-name-ascii = { $place }“{ $text }” is a name outside ASCII. Write it in its xn-- form.
target-reserved = { $place }“{ $text }” lies in reserved or multicast space, which is never contacted. Leave it out.
target-too-large = { $place }“{ $text }” is too large for { $ports } ports. Write a network of /{ $cure } or smaller.
target-left-out = { $place }“{ $text }”: left out were addresses of special networks: { $private } private, { $loopback } loopback, { $reserved } reserved. To look at private ones, give them as a target of their own.
name-unresolved = { $place }The name “{ $text }” has no address that may be contacted and is left out.
name-left-out = { $place }The name “{ $text }”: { $count } of its addresses are private or reserved and are left out.
exclude-unresolved = { $place }The excluded name “{ $text }” has no address, so it cannot be left out. Write its address instead.
ports-number = “{ $item }” is no port. Write numbers from 1 to 65535, ranges, or quick, standard, thorough.
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

## The laboratory's scenes and peers (lab)

lab-scene-demo = A small network with something of everything.
lab-scene-hostile = Attackers: each does one thing that must do no harm.
lab-scene-lookalikes = Services that are no ledgers, and nodes with odd manners.
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
lab-peer-openssh = An SSH server on Bitcoin's port.
lab-peer-redis = A Redis database on Litecoin's port.
lab-peer-memcached = A memcached store on the port of Bitcoin's test network.
lab-peer-smtp = A mail server on Bitcoin's port.
lab-peer-postgres = A PostgreSQL database on Dash's port.
lab-peer-dns = A DNS server on Bitcoin's port.
lab-peer-mqtt = An MQTT broker on a port of mining pools.
lab-peer-hello = Says hello to everybody.
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
lab-peer-dash = A full node of Dash, which names its blocks by another hash.
lab-peer-dogecoin = A full node of Dogecoin.
lab-peer-signet = A full node of Bitcoin's public signet.
lab-peer-own-signet = A node of somebody's own signet.
lab-peer-own-signet-fresh = A node of somebody's own signet, before its first block.
coverage-complete = Everything was looked at: { $done } of { $total } pairs of address and port.
coverage-sink = The run ended because results could not be stored any more. Check disk space and the store, then resume it.
coverage-pressure = Some pairs of address and port could not be tried because this machine was short of resources. Resume the run, with a lower pace or a higher limit (ulimit -n).
coverage-fault = Some pairs of address and port were not finished because of a fault of this program. Please report that; resuming tries them again.
