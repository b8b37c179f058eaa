### 中文文本。每条消息一行；参数都是文本，不是数字。
### 按编号的第一个词分组；与 en.ftl 的编号和参数一一对应。

## 类别

class-coin = 公链节点
class-permissioned = 联盟链节点
class-local = 本地测试链
class-ledger = 账本（类别未定）
class-other = 其他服务
class-silent = 无应答

## 准入方式

access-members = 仅限经准入的成员
access-open = 公开可读

## 角色

role-full-node = 全节点
role-miner = 挖矿节点
role-pool = 矿池
role-proxy = 矿池代理
role-rig = 矿机
role-farmer = 耕种节点
role-validator = 验证节点
role-orderer = 排序节点
role-peer = 对等节点
role-gateway = 网关
role-rpc = 查询服务
role-light = 轻节点

## 挖矿

mining-not_seen = 未发现
mining-indicated = 有线索
mining-confirmed = 已确认

## 证据强度

strength-proven = 证明
strength-stated = 陈述
strength-hinted = 线索

## 是与否

yes = 是
no = 否
unknown = 不详

## 平台

platform-bitcoin = 比特币系列
platform-ethereum = 以太坊系列
platform-fisco-bcos = FISCO BCOS 联盟链平台

## 对话的结果

ending-spoken = 使用该协议
ending-refused = 拒绝了我方
ending-mismatch = 答复的是其他内容
ending-silent = 没有任何答复

## 连接的结束方式

close-fin = 对方关闭了连接
close-reset = 连接被重置
close-deadline = 本次对话的时限已到
close-silence = 对方过久没有答复
close-cap = 对方发来的数据超过我方接收上限
close-write-failed = 已无法再发送
close-stopped = 本次检查被中止

## 表头

column-endpoint = 端点
column-class = 类别
column-network = 网络
column-software = 软件
column-roles = 角色
column-mining = 挖矿
column-strength = 强度
column-summary = 认定
column-about = 内容
column-silence = 静默上限
column-deadline = 时限
column-dialogue = 对话
column-connections = 连接数
column-bytes-out = 发送字节
column-bytes-in = 接收字节
column-round-trips = 询问次数
column-duration = 最长耗时

## 端点的认定

verdict-coin = 这是{ $network }的节点。该网络是公链，有自己的代币。
verdict-coin-candidates = 这是公链节点，但无法确定属于哪一条公链：以下网络的特征相同，且都有代币：{ $candidates }。
verdict-coin-testnet = 这是{ $network }的节点。该网络是公共测试网，其代币仅供试验。
verdict-coin-testnet-candidates = 这是公共测试网的节点，但无法确定属于哪一个：以下网络的特征相同：{ $candidates }。
verdict-coin-undetermined = 该端点参与某一公链网络，但未显示是哪一条。
verdict-local = 这是{ $network }的节点，属于开发者自用的链，不属于任何公共网络。
verdict-local-candidates = 这是开发者自用链的节点。以下网络的特征相同：{ $candidates }。
verdict-local-custom-signet = 这是私有测试网的节点：自建的 signet 网络，魔数为 { $id }。
verdict-local-platform = 这是{ $platform }的开发者自用实例，不属于任何公共网络。
verdict-permissioned = 这是联盟链节点（{ $platform }）。该网络的成员须经准入，没有可交易的代币。
verdict-ledger = 该端点使用账本协议（{ $platform }）。其网络是否有代币，尚无法确定。
verdict-ledger-candidates = 该端点使用账本协议。其网络是以下之一：{ $candidates }。
verdict-ledger-unlisted = 该端点使用{ $platform }的协议。其网络不详，魔数为 { $id }。
verdict-ledger-contradiction = 该端点使用账本协议（{ $platform }），但其显示的内容相互矛盾。双方依据均已列出。
verdict-ledger-hinted = 有线索指向账本（{ $platform }），但其答复不足以认定。
verdict-other = 该端点有应答，但答复内容均不属于账本协议。
verdict-other-software = 该端点有应答，但不是账本。其自称为“{ $software }”。
verdict-other-hint = 该端点有应答。有一条线索指向{ $platform }，但不足以认定为账本。
verdict-silent = 端口开放，但未得到可用的答复。
verdict-mining-confirmed = 挖矿已确认：该端点派发挖矿任务，或者有设备或节点自述正在挖矿。
verdict-mining-indicated = 有挖矿线索，但未见挖矿协议的报文。
verdict-ledger-network = 这是{ $network }的节点。该网络是否属于公链，尚无法确定。
verdict-ledger-unlisted-chain = 该端点使用{ $platform }的协议。其网络不详，链 ID 为 { $id }。
verdict-ledger-unlisted-network = 该端点使用{ $platform }的协议。其网络不详，网络 ID 为 { $id }。
verdict-ledger-unlisted-fork = 该端点使用{ $platform }的协议。其网络不详，分叉 ID 为 { $id }。
verdict-ledger-unlisted-genesis = 该端点使用{ $platform }的协议。其网络不详，链上第一个区块为 { $id }。

## 理由与局限

why-fingerprint = { $why }（指纹 { $fingerprint }）
why-stated-not-proven = 以上是该节点在完整对话中的自我陈述，不等于证明：任何节点都可以出示相同的创世区块和魔数。
why-hinted-only = 以上仅依据线索，例如端口、横幅或答复的形式。线索可以由任何人设置。
why-genesis-block = 该节点交出了链上的第一个区块，其哈希值已核对：{ $hash }。
why-genesis-parent = 该节点列出的第一个区块指明其前一区块（即链的起点）为：{ $hash }。
why-magic-handshake = 该节点以魔数 { $magic } 完成了节点之间的握手；魔数由各网络自行选定。
why-genesis-not-shown = 该节点未出示其链上的第一个区块；网络仅依据魔数判断。
why-candidates-disagree = 以下网络具有所见的相同特征，但性质不同，因此类别暂不认定：{ $candidates }。
why-history-only = 该节点保存有这一网络的历史数据。目前是否仍与该网络同步，尚不清楚。
why-rpc-unauthorized = 其查询服务要求口令（“{ $realm }”）。未尝试任何口令。
why-rpc-open = 其查询服务无需口令即可应答。
why-syncing = 该节点仍在同步，尚未保存完整的链上数据。
why-id-alone = 仅有编号指向{ $candidates }。编号可以任意选用，单凭编号不能认定网络。
why-default-id = 编号 { $id } 常为开发软件或私有网络的默认值，不能据以认定某一个网络。
why-copied-marks = 该端点还显示了{ $candidates }的特征。模拟器或网关可以复制这些特征，此处不以其为准。
why-listed-permissioned-validators = 该已收录网络可能由经准入的验证节点运行。
why-fork-unknown = 其分叉 ID { $id } 不属于该网络的任何已知状态：节点可能比数据更新或更旧，或者处于自己的分支上。
why-testnet-unknown = 该网络是否为测试网，尚不清楚。

## 矛盾之处

contradiction-id = 魔数 { $id } 属于：{ $networks }。
contradiction-unlisted-id = 魔数 { $id } 不属于任何已收录的网络。
contradiction-genesis = 第一个区块 { $genesis } 属于：{ $networks }。
contradiction-foreign-genesis = 第一个区块 { $genesis } 不属于任何已收录的网络。
contradiction-network = 该端点显示了以下网络的特征：{ $networks }。
contradiction-chain-id = 链 ID { $id } 属于：{ $networks }。
contradiction-unlisted-chain-id = 链 ID { $id } 不属于任何已收录的网络。
contradiction-network-id = 网络 ID { $id } 属于：{ $networks }。
contradiction-unlisted-network-id = 网络 ID { $id } 不属于任何已收录的网络。
contradiction-fork-id = 分叉 ID { $id } 属于：{ $networks }。
contradiction-unlisted-fork-id = 分叉 ID { $id } 不属于任何已收录的网络。

## 主机

host-gravest = 该地址上最需关注的情况：{ $class }。
host-mixed = 该地址上有不同性质的服务应答。
host-observed-at-address = 以上是在该地址上观察到的情况。地址转换、代理或云平台前端可能代表其后的其他机器应答。

## 无法使用的数据：问题与改正办法

data-unknown-table = 从文件名看不出是哪一种表。请使用以下文件名之一：{ $known }。
data-header = 第一行必须依次写明以下各列，不多不少：{ $columns }。
data-cells = 本行有 { $found } 个单元格，应为 { $expected } 个。请增减逗号；内容含逗号的单元格须用双引号括起。
data-csv = 无法按 CSV 读取（{ $error }）。请将表格另存为 UTF-8 编码、以逗号分隔的 CSV。
data-empty = { $column } 列的单元格为空。请填写。
data-hex = { $column } 列写的是“{ $cell }”。请写 { $digits } 位十六进制数字（0 至 9、a 至 f）。
data-port = { $column } 列写的是“{ $cell }”。请写 1 至 65535 之间的端口号。
data-number = { $column } 列写的是“{ $cell }”。请用数字写一个整数。
data-word = { $column } 列写的是“{ $cell }”。请从以下各项中选一个：{ $known }。
data-toml = 无法按 TOML 读取，或者含有不应出现的字段：{ $error }。请与 `coinsift fingerprints` 显示的条目对照。
data-condition-one-test = 条目 { $row }：对 { $fact } 的条件必须恰好有一项检验。请写 equals、one_of、prefix、regex、range、present 中的一个。
data-condition-regex = 条目 { $row }：“{ $pattern }”不是有效的正则表达式，或者过大。请改正或缩短。
data-condition-range = 条目 { $row }：从 { $low } 到 { $high } 的范围是空的。请把较小的数写在前面。
data-fingerprint-id = 编号“{ $row }”无法使用。编号至少要有一个字母或数字，且只能包含字母、数字和连字符。
data-fingerprint-twice = 编号 { $row } 在本文件中出现了两次。请更改其中一条的编号。
data-fingerprint-no-condition = 条目 { $row } 没有条件。请在 all 或 any 下至少写一项。
data-fingerprint-no-reason = 条目 { $row } 没有用两种语言写明理由。请填写 en 和 zh。
data-fingerprint-no-example = 条目 { $row } 没有列出记录。请在 matches 下写一个必须匹配的记录，在 near_misses 下写一个不得匹配的记录。
data-fingerprint-no-mark = 条目 { $row } 没有写明依据什么查找网络。请在 network 下至少写一个事实。

## 结果表

table-sum = 端点数：{ $total }（{ $words }）
table-nothing = 端点数：0
table-findings = 需关注（公链、挖矿、涉及公链的矛盾）：{ $count }
table-mining = 挖矿：{ $mining }
table-testnet = 测试网
table-leans = 倾向于{ $class }
table-unknown-network = 未确定

## 说明认定的依据

explain-judgement = 认定
explain-class = 类别：{ $class }。证据强度：{ $strength }。
explain-class-leans = 类别：{ $class }，倾向于{ $leaning }。证据强度：{ $strength }。
explain-judged-at = 认定时间：{ $time }。所依据的对话记录：{ $count } 次。
explain-strength-proven = 证明：对方出示的内容经过核对，且其他已收录网络的节点不会持有。
explain-strength-stated = 陈述：对方在完整的对话中自己这样说。
explain-strength-hinted = 线索：例如端口、横幅或答复的形式。
explain-mining = 挖矿
explain-evidence = 依据
explain-no-evidence = 没有得到任何指纹所用的信息。
explain-fingerprint = 指纹 { $fingerprint }：{ $why }
explain-fact = { $fact } = { $value }（{ $strength }）
explain-no-meaning = 本版本没有声明这一事实。
explain-place-received = 出处：第 { $dialogue } 次对话（{ $protocol }），对方发来的第 { $first } 至 { $last } 字节，{ $time }。
explain-place-sent = 出处：第 { $dialogue } 次对话（{ $protocol }），我方发出的第 { $first } 至 { $last } 字节，{ $time }。
explain-place-empty = 出处：第 { $dialogue } 次对话（{ $protocol }）的整个过程。
explain-place-lost = 出处：第 { $dialogue } 次对话，第 { $first } 字节；所记录的数据中没有这一位置。
explain-shown-above = 已见上文。
explain-more-bytes = …… 另有 { $count } 字节
explain-contradictions = 矛盾之处
explain-one-side = 一方面：{ $words }
explain-other-side = 另一方面：{ $words }
explain-not-known = 尚不清楚的事项
explain-mining-not-seen = 未发现挖矿迹象，但这不证明没有挖矿。
explain-network-not-known = 该端点属于哪一个网络。
explain-wire = 实际收发量与上限
explain-wire-all = 合计
explain-of = { $used } / { $limit }
explain-milliseconds = { $used } / { $limit } 毫秒

## 认定的各项内容，用于说明变化（cli）

field-class = 类别
field-access = 准入方式
field-leans = 倾向
field-network = 网络
field-platform = 平台
field-software = 软件
field-roles = 角色
field-mining = 挖矿
field-testnet = 测试网
field-strength = 证据强度
field-contradictions = 矛盾
field-evidence = 仅依据或措辞

## 讲述对一台主机的检查过程

story-resolved = { $name } 的地址是 { $addresses }。
story-open = { $endpoint } 开放。
story-closed = { $endpoint } 关闭。
story-no-answer = { $endpoint } 没有应答。
story-unreachable = { $endpoint } 无法到达：{ $reason }
story-begun = 第 { $number } 次对话，{ $protocol }：{ $words }
story-waited = { $millis } 毫秒：等待。
story-spoke-first = { $millis } 毫秒：对方先发言，{ $count } 字节：{ $preview }
story-asked = { $millis } 毫秒：我方发送 { $count } 字节：{ $preview }
story-answered = { $millis } 毫秒：对方答复 { $count } 字节：{ $preview }
story-hung-up = { $millis } 毫秒：{ $words }。
story-ended = 对方{ $words }。
story-ended-refused = 对方拒绝了我方：{ $reason }
story-learnt = 得知：{ $fact } = { $value }（{ $strength }）
story-judged = 认定：{ $class }。{ $words }

## 用户给出的内容：文件、数量、用词（cli）

input-no-file = 没有文件 { $file }。请检查路径。
input-unreadable = 无法读取文件 { $file }。请检查其权限。
input-is-folder = { $file } 是文件夹。请给出文件。
input-too-large = 文件 { $file } 过大，无法读取。请拆分。
input-not-utf8 = { $file } 不是 UTF-8 文本。请另存为 UTF-8 编码。
input-no-folder = 没有文件夹 { $file }。请检查路径。
input-not-folder = { $file } 无法作为文件夹读取。请给出有权读取的文件夹。
input-empty-folder = 文件夹 { $file } 中没有以 .{ $extension } 结尾的文件。请放入此类文件，或者给出其他文件夹。
input-duration = { $flag } 写的是“{ $text }”。请写整数加单位：90s、30m、2h 或 1d。
input-bytes = { $flag } 写的是“{ $text }”。请写整数，可加单位：500k、20M 或 1G。
input-rate = { $flag } 至少为 1。
input-level = “{ $text }”不是端口级别。请写 quick、standard 或 thorough。
input-lang = 配置中 lang 写的是“{ $text }”。请写 en 或 zh。
input-config = { $file }:{ $line }: 此处内容不属于配置：{ $error }。请与文档中的示例对照。
input-no-store = 无法确定存储库的位置。请用 --store 给出文件夹。
input-no-fingerprint = 没有指纹 { $id }。`coinsift fingerprints` 列出全部指纹。
data-unknown-fact = 条目 { $row } 提到的事实 { $fact } 并不存在。请检查写法。
input-endpoint = “{ $text }”不是端点。例如写作 192.0.2.7:8333 或 [2001:db8::7]:8333。
input-endpoint-unknown = 没有关于 { $endpoint } 的记录。请先检查该端点，或者核对地址和存储库。
input-one-host = “{ $text }”不止一台主机。请只写一台；检查多台请用 coinsift scan。

## 检查的运行（cli）

atlas-checked = 各表可以使用。新增网络：{ $added } 个。
fingerprints-checked = 各条目可以使用。条目数：{ $rows }。
demo-begins = 演示检查的是本机上的小型实验环境：{ $targets }。不会有任何数据离开本机。
warning-no-contact = 未给出联系方式，被检查方将无从询问您的身份。请用 --contact 注明可供询问的地址。
coverage-interrupted = 本次检查在覆盖全部范围之前被中止。
coverage-max-time = 本次检查因时限已到而结束（--max-time）。
coverage-max-bytes = 本次检查因流量用尽而结束（--max-bytes）。
run-covered = 地址与端口组合共 { $total } 个，已检查 { $done } 个：开放 { $open }，关闭 { $closed }，无应答 { $filtered }，失败 { $failed }。
run-resume = 继续检查请运行：coinsift scan --resume { $run }
run-stored = 全部内容已存入本次检查 { $run }。
resume-other-scope = 检查 { $run } 无法继续：由于数据或域名发生变化，其范围对应的端点数已不同。请重新开始一次检查。
progress = 开放 { $open }，对话 { $dialogues }，进行中 { $flight }
runtime-entropy = 操作系统未提供随机数：{ $error }
runtime-thread = 程序的一部分无法启动：{ $error }
runtime-folder = 无法为演示建立文件夹：{ $error }
runtime-json = 有一行无法写成 JSON：{ $error }
runtime-no-end = 本次检查没有结束记录。请用 --resume 继续。
run-complete = 已完成
run-incomplete = 提前结束
run-unfinished = 未结束
runs-none = 还没有任何检查。
runs-line = { $words }，端点 { $endpoints }，公链 { $coin }，需关注 { $findings }
runtime-write = 无法写入文件：{ $error }
rejudge-sum = 已重新认定 { $endpoints } 个端点，其中 { $changed } 个有变化。
history-line = { $from } 至 { $to }，检查 { $runs } 次：{ $words }
history-absent = 无应答
history-changed = 有变化：{ $words }
diff-sum = 变化：{ $changes } 处。未变：{ $same } 个。
diff-appeared = { $endpoint } 为新增：{ $words }
diff-gone = { $endpoint } 已消失；此前为：{ $words }
diff-not-asked = { $endpoint } 本次未检查；此前为：{ $words }
diff-changed = { $endpoint } 有变化：{ $words }

## 目标与范围（engine）

target-unparsable = { $place }“{ $text }”不是目标。请写地址、网段（192.0.2.0/24）、区间（192.0.2.1-40）、域名，或者带端口的地址（192.0.2.7:8333）。
target-url = { $place }“{ $text }”是网址。请只写主机：{ $cure }
target-zone = { $place }“{ $text }”带有区域标识（%…）。请写不带该标识的地址。
target-network-port = { $place }“{ $text }”在网段或区间之后写了端口。请去掉端口，改用 --ports 给出。
target-prefix = { $place }“{ $text }”斜线后的长度无效。请写 0 至 { $most } 之间的数。
target-host-bits = { $place }“{ $text }”不是网段的起始地址。指整个网段请写 { $cure }，否则只写地址。
target-range-end = { $place }“{ $text }”中的“{ $end }”不能作为区间的终点。请写地址，或者 IPv4 地址的最后一段数字。
target-range-mixed = { $place }“{ $text }”两端的地址类型不同。请都写 IPv4，或者都写 IPv6。
target-range-reversed = { $place }“{ $text }”首尾颠倒。请写 { $cure }
target-port = { $place }“{ $text }”中的“{ $port }”不是端口。请写 1 至 65535 之间的数。
target-name-ascii = { $place }“{ $text }”是非 ASCII 的域名。请写成 xn-- 形式。
target-reserved = { $place }“{ $text }”属于保留或组播地址，一律不得连接。请去掉。
target-too-large = { $place }“{ $text }”配合 { $ports } 个端口过大。请写 /{ $cure } 或更小的网段。
target-left-out = { $place }“{ $text }”中的特殊地址未列入：私有 { $private } 个，环回 { $loopback } 个，保留 { $reserved } 个。如需检查私有地址，请将其单独作为目标给出。
name-unresolved = { $place }域名“{ $text }”没有可以连接的地址，未列入。
name-left-out = { $place }域名“{ $text }”的地址中有 { $count } 个属于私有或保留地址，未列入。
exclude-unresolved = { $place }要排除的域名“{ $text }”没有地址，因而无法排除。请改写地址。
ports-number = “{ $item }”不是端口。请写 1 至 65535 之间的数、区间，或者 quick、standard、thorough。
ports-reversed = 区间“{ $item }”首尾颠倒。请写 { $cure }
ports-empty = 没有可检查的端口。请用 --ports 给出，例如 8333 或 quick。
scope-no-targets = 没有检查对象。请给出目标，例如 192.0.2.7。
scope-unresolved = 所有域名都没有可以连接的地址。请检查写法，或者改写地址。
scope-excluded = 没有剩余的检查对象：排除项覆盖了全部目标。请检查两者。
scope-too-large = 范围内的地址与端口组合过多。请拆分。
scope-confirm = 范围内有 { $addresses } 个地址。如确属所需，请加上 --confirm-scope { $addresses }
scope-confirm-other = 范围内有 { $addresses } 个地址，而确认的是 { $given } 个。如确属所需，请加上 --confirm-scope { $addresses }
shard-form = “{ $text }”不是拆分检查的一部分。例如四份中的第一份写作 1/4。
contact-form = “{ $text }”不能作为联系方式发送。请写至多 { $most } 个普通 ASCII 字符，不含括号和反斜线，例如电子邮箱。

## 运行中的资源不足（engine）

limit-descriptors = 本机允许程序同时打开 { $descriptors } 个文件和连接，因此同时可尝试 { $connects } 个连接；对无应答的地址约为每秒 { $rate } 个。如需更快，请提高该限制（ulimit -n）。
pressure-descriptors = 有 { $count } 次本机的文件描述符用尽，相应连接已重试。请提高限制（ulimit -n）或降低 --rate。
pressure-ports = 有 { $count } 次本机的本地端口用尽，相应连接已重试。请降低 --rate。
pressure-buffers = 有 { $count } 次本机的网络内存用尽，相应连接已重试。请降低 --rate。
pressure-unasked = 有 { $count } 个地址与端口组合因资源不足未能尝试；继续运行时会再次尝试。
session-lost = 有 { $count } 个开放端点未能再次连接以进行对话。
session-faults = 有 { $count } 次对话因本程序的错误而结束。请报告此情况。
no-entropy = 操作系统未提供随机数：{ $reason }

## 实验环境（lab）

lab-address-in-use = { $address } 已被占用。请停止在该处监听的程序，或者选择其他起始地址。
lab-address-forbidden = 当前用户无权在 { $address } 监听。请选择 1023 以上的端口。
lab-address-unusable = 无法在 { $address } 监听：{ $error }
lab-unknown-scene = 没有场景“{ $scene }”。请从以下各项中选一个：{ $known }
lab-base = 场景不能从 { $base } 开始。请选择 127.0.0.0/8 中为 { $span } 的倍数的地址。
lab-not-loopback = { $address } 不在本机。实验环境只在环回地址上监听。
lab-running = 实验环境已启动。请在另一窗口运行：coinsift scan { $targets } --ports { $ports }

## 存储库（store）

store-none = { $path } 处没有存储库。请先进行一次检查，或者用 --store 给出正确的文件夹。
store-not-a-folder = { $path } 是文件。请用 --store 给出文件夹。
store-not-a-store = 文件夹 { $path } 存有其他内容。请用 --store 给出空的或新的文件夹。
store-no-permission = 当前用户无权使用 { $path }。请更改其权限，或者用 --store 选择其他文件夹。
store-held = { $path } 正被进程 { $pid } 使用（{ $command }，自 { $since } 起）。请等待其结束，或者将其停止。
store-held-unnamed = { $path } 正被其他进程使用。请等待其结束。
store-newer = { $path } 由更新的版本写成（格式 { $found }；本版本最高支持 { $known }）。请使用更新的版本。
store-marker = 无法理解标记文件 { $path }（{ $wrong }）。如该文件夹确为存储库，请从副本恢复此文件；否则请选择其他文件夹。
store-no-such-run = 没有检查 { $run }。`coinsift runs` 列出全部检查。
store-run-exists = 检查 { $run } 已经存在。
store-run-complete = 检查 { $run } 已经完成，没有可继续的内容。请重新开始一次检查。
store-run-merged = 检查 { $run } 只是汇总拆分检查的各部分。请继续其中的某一部分。
store-merge-conflict = { $path } 中的检查 { $run } 与此处同名检查的内容不同。后续内容未并入；请保留两个存储库，并查明哪一个被改动过。
store-merge-joined = 拆分检查的 { $shards } 个部分已齐全，汇总为检查 { $run }。
store-log-torn = 证据日志 { $file } 在第 { $offset } 字节处中断：写入时程序或机器停止。此前的内容完整；请用 --resume 继续检查。
store-log-damaged = 证据日志 { $file } 在第 { $offset } 字节处损坏。此前的内容完整。如有副本，请恢复该文件。
store-log-chain = 证据日志 { $file } 在第 { $offset } 字节处与此前内容不衔接：有内容被更改、删除或调换。其后的内容不应采信。
store-log-missing = 缺少证据日志 { $file }（自第 { $offset } 字节起）。请从副本恢复。
store-log-shortened = 证据日志 { $file } 短于此前已报告的内容，止于第 { $offset } 字节。请从副本恢复。
store-log-set-aside = 检查 { $run } 的损坏部分已移至 { $path }。相应内容将重新询问。
store-disk-full = { $path } 所在的磁盘空间已满。请腾出空间，再用 --resume 继续检查。
store-too-large = 关于 { $endpoint } 的证据达 { $bytes } 字节，至多可保存 { $limit } 字节。
store-read-only = 存储库以只读方式打开。
store-stopped = 此前写入存储库失败，因此不再接收内容。请排除原因，再用 --resume 继续检查。
store-entropy = 操作系统未提供随机数：{ $wrong }
store-index = 存储库的索引出错，重建后仍然出错：{ $wrong }。证据未受影响；请尝试 `coinsift store rebuild`。
store-index-missing = 存储库的索引缺失，正在根据证据重建。可能需要一些时间。
store-index-ahead = 存储库的索引多于证据所载，正在根据证据重建。
store-index-schema = 存储库的索引属于其他版本，正在根据证据重建。
store-index-damaged = 存储库的索引已损坏（{ $wrong }）。已移至 { $aside }，正在根据证据重建。
store-migrated = 存储库已从格式 { $from } 升级到格式 { $to }。
store-key-new = 用于隐去身份信息的密钥已丢失，已生成新密钥。此后的代号与以前不同。
store-encoding = 有内容无法按存储库的格式写入：{ $wrong }。请报告此情况。
store-io = 处理 { $path } 时出错：{ $wrong }
store-stats = 检查：{ $runs } 次，其中未结束 { $unfinished } 次。证据：{ $logs }。索引：{ $index }。
store-rebuilt = 索引已根据证据重建。
store-dropped = 已清除检查 { $runs } 次，腾出 { $size }。
store-compacted = 索引由 { $before } 压缩为 { $after }。
store-merged = 已并入检查 { $copied } 次，原已存在 { $present } 次。
store-joined = 拆分检查的各部分已齐全，汇总为检查 { $run }。
store-waiting = 检查 { $run } 是拆分检查的一部分，其余部分尚未齐全或未结束。

## The laboratory's scenes and peers (lab)

lab-scene-demo = 一个小型网络，各类对象都有一些。
lab-scene-hostile = 攻击者：每个只做一件事，且不得造成损害。
lab-scene-lookalikes = 并非账本的服务，以及行为特殊的节点。
lab-peer-bitcoin = 比特币全节点。
lab-peer-bitcoin-rpc = 比特币节点的查询服务，需要密码。
lab-peer-bitcoin-testnet = 比特币测试网全节点。
lab-peer-litecoin = 莱特币全节点。
lab-peer-bitcoin-pruned = 只保留最近区块的比特币节点。
lab-peer-bitcoin-cash = 特征为比特币现金、比特币SV和eCash所共有的节点。
lab-peer-regtest = 开发者私有的比特币实例。
lab-peer-unknown-network = 比特币系列的节点，所属网络无人知晓。
lab-peer-forged = 自称比特币、创世区块却不同的节点。
lab-peer-web-server = 普通的网页服务器。
lab-peer-ssh = 普通的 SSH 服务器。
lab-peer-hangs-up = 一言不发就断开的端口。
lab-peer-endless = 不停地发送字母。
lab-peer-slow-drip = 每十分之一秒发送一个字节。
lab-peer-huge-length = 声称要发送 4 GB 的报文。
lab-peer-huge-agent = 声称自己的名称长达 4 GB。
lab-peer-huge-headers = 声称的区块头数量不可能存在。
lab-peer-empty-frames = 不停地发送空报文。
lab-peer-many-versions = 反复自我介绍，每次换一个名称。
lab-peer-chatter = 使用比特币节点的语言，却从不自我介绍。
lab-peer-chameleon = 被问到哪个网络，就自称属于哪个网络。
lab-peer-injection = 在名称中隐藏针对终端、网页和电子表格的指令。
lab-peer-echo = 把收到的内容原样发回。
lab-peer-echo-flipped = 把收到的内容改动一位后发回。
lab-peer-random = 以随机字节作答。
lab-peer-late = 等到无人等待时才作答。
lab-peer-text-flood = 无论问什么，都以大量文字作答。
lab-peer-http-endless-head = 响应头永无结尾的网页服务器。
lab-peer-http-huge-length = 声称页面有数十亿 GB 的网页服务器。
lab-peer-http-endless-chunks = 页面永无结尾的网页服务器。
lab-peer-http-deep-json = 响应嵌套十万层的网页服务。
lab-peer-nginx = 位于比特币端口上的网页服务器。
lab-peer-says-yes = 对一切请求都回答成功的网页服务器。
lab-peer-echo-json = 把每个问题原样返回的网页服务。
lab-peer-redirect = 把所有访问者引向别处的网页服务器。
lab-peer-rpc-forbids = 不向本地址提供服务的比特币节点查询服务。
lab-peer-rpc-open = 对所有人开放的私有比特币实例查询服务。
lab-peer-openssh = 位于比特币端口上的 SSH 服务器。
lab-peer-redis = 位于莱特币端口上的 Redis 数据库。
lab-peer-memcached = 位于比特币测试网端口上的 memcached 缓存。
lab-peer-smtp = 位于比特币端口上的邮件服务器。
lab-peer-postgres = 位于达世币端口上的 PostgreSQL 数据库。
lab-peer-dns = 位于比特币端口上的 DNS 服务器。
lab-peer-mqtt = 位于矿池端口上的 MQTT 代理。
lab-peer-hello = 对谁都说 hello。
lab-peer-silent = 只监听，从不说话。
lab-peer-closes-at-once = 立即关闭每个连接。
lab-peer-resets-at-once = 立即重置每个连接。
lab-peer-half-close = 立即关闭己方方向，但继续接收。
lab-peer-speaks-first = 未经询问就自我介绍的测试网节点。
lab-peer-obsolete = 以版本过旧为由拒绝我们的比特币节点。
lab-peer-rejects-foreign-magic = 位于比特币端口上的莱特币节点，收到错误的魔数时会说明。
lab-peer-version-only = 自我介绍之后便沉默的比特币节点。
lab-peer-no-verack = 从不完成握手、却回答问题的比特币节点。
lab-peer-light = 不提供区块的比特币节点。
lab-peer-not-found = 声称没有创世区块的比特币节点。
lab-peer-headers-only = 只提供区块头、不提供区块的比特币节点。
lab-peer-loading = 仍在加载、不回答问题的比特币节点。
lab-peer-no-headers = 没有区块头可提供的比特币节点。
lab-peer-other-checksum = 以另一种方式计算校验和的比特币节点。
lab-peer-strict-checksum = 只接受另一种校验和的节点。
lab-peer-dash = 达世币全节点，其区块以另一种哈希命名。
lab-peer-dogecoin = 狗狗币全节点。
lab-peer-signet = 比特币公共签名测试网全节点。
lab-peer-own-signet = 他人自建签名测试网的节点。
lab-peer-own-signet-fresh = 他人自建签名测试网的节点，尚未产生首个区块。
coverage-complete = 已全部检查：{ $total } 个地址与端口组合中的 { $done } 个。
coverage-sink = 结果无法继续保存，运行已结束。请检查磁盘空间和数据存储，然后继续该运行。
coverage-pressure = 因本机资源不足，部分地址与端口组合未能尝试。请降低速度或提高限制（ulimit -n），然后继续该运行。
coverage-fault = 因本程序的错误，部分地址与端口组合未完成。请报告此情况；继续运行时会再次尝试。
