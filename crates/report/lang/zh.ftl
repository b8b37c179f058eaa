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
platform-elements = Elements 平台
platform-multichain = MultiChain（多链）
platform-tapyrus = Tapyrus 平台
platform-ethereum = 以太坊系列
platform-fisco-bcos = FISCO BCOS 联盟链平台
platform-kaspa = Kaspa 网络
platform-ckb = Nervos CKB 网络
platform-xelis = Xelis 网络
platform-alephium = Alephium 网络
platform-cryptonote = CryptoNote 系列
platform-grin = Grin 网络
platform-handshake = Handshake（域名账本）

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
column-owner = 责任单位
column-news = 消息
column-was = 此前
column-now = 现在
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
column-round-trips = 后续发送次数
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
verdict-ledger-other-branch = 这是账本节点，起始区块与 { $candidates } 相同，但处于另一条分支：可能是私有分叉，也可能是未收录的网络。其是否有代币尚不清楚。
verdict-ledger-hinted = 有线索指向账本（{ $platform }），但其答复不足以认定。
verdict-other = 该端点有应答，但答复内容均不属于账本协议。
verdict-other-software = 该端点有应答，但不是账本。其自称为“{ $software }”。
verdict-other-hint = 该端点有应答。有一条线索指向{ $platform }，但不足以认定为账本。
verdict-silent = 端口开放，但未得到可用的答复。
verdict-silent-encrypted = 它使用加密协议 { $layer }，加密之后是什么尚不清楚。
verdict-mining-confirmed = 挖矿已确认：该端点派发挖矿任务，或者有设备或节点自述正在挖矿。
verdict-coin-work = 该端点派发挖矿任务，但未显示属于哪种币。
verdict-coin-work-of = 该端点派发{ $platform }的挖矿任务。
verdict-other-mining = 该端点的应答与派发挖矿任务的服务器相同，但没有派发任务，因此不能断定它属于公链网络。
verdict-other-device = 此处的应答与矿机或挖矿程序一致，但未公布大于零的算力，因此不能断言它正在挖矿。
hashing-rate = 它自称算力为 { $rate }。
hashing-rate-of = 它自称为“{ $model }”，算力 { $rate }。
hashing-none = 它自称目前没有在计算。
hashing-power-said = 它自称功率为 { $low } 瓦。
hashing-power-estimate = 估计：按设备表中 { $rows } 的数据，达到这一算力需 { $low } 至 { $high } 瓦。来源：{ $sources }。
hashing-power-unknown = 未估计功率：设备表中没有相符的行。
host-power = 该地址的挖矿功率合计 { $low } 至 { $high } 瓦，计入自报或估计了功率的设备 { $count } 台。
verdict-mining-work = 挖矿已确认：此处派发挖矿任务。实际的哈希运算由连接到它的设备完成。
verdict-mining-hashes = 挖矿已确认：该设备或节点自述正在进行哈希运算。
why-pool-or-proxy = 矿池与转发矿池任务的代理应答相同，未显示是其中哪一种。
verdict-mining-indicated = 有挖矿线索，但未见挖矿协议的报文。
verdict-ledger-network = 这是{ $network }的节点。该网络是否属于公链，尚无法确定。
verdict-ledger-unlisted-chain = 该端点使用{ $platform }的协议。其网络不详，链 ID 为 { $id }。
verdict-ledger-unlisted-network = 该端点使用{ $platform }的协议。其网络不详，网络 ID 为 { $id }。
verdict-ledger-unlisted-fork = 该端点使用{ $platform }的协议。其网络不详，分叉 ID 为 { $id }。
verdict-ledger-unlisted-genesis = 该端点使用{ $platform }的协议。其网络不详，链上第一个区块为 { $id }。

## 理由与局限

why-fingerprint = { $why }（指纹 { $fingerprint }）
why-stated-not-proven = 以上是该节点在完整对话中的自我陈述，不等于证明：任何节点都可以出示相同的创世区块和魔数。
why-block-not-shown = 未见该节点出示只有这一网络才有的区块。
why-block-not-recomputed = 无法核对只有这一网络才有的区块：其名称所用的哈希算法，本程序不能计算。
why-no-block-listed = 尚不知有哪个区块为这一网络所独有，因此无从询问。
why-hinted-only = 以上仅依据线索，例如端口、横幅或答复的形式。线索可以由任何人设置。
why-genesis-block = 该节点交出了链上的第一个区块，其哈希值已核对：{ $hash }。
why-genesis-parent = 该节点列出的第一个区块指明其前一区块（即链的起点）为：{ $hash }。
why-magic-handshake = 该节点以魔数 { $magic } 完成了节点之间的握手；魔数由各网络自行选定。
why-genesis-not-shown = 该节点未出示其链上的第一个区块；网络仅依据魔数判断。
why-candidates-disagree = 以下网络具有所见的相同特征，但性质不同，因此类别暂不认定：{ $candidates }。
why-history-only = 该节点保存有这一网络的历史数据。目前是否仍与该网络同步，尚不清楚。
follows-yes = 该节点跟随这一网络：在高度 { $height } 处，它拥有 { $taken } 从 { $reference } 取得的区块。此后情况不明。
follows-lags = 该节点落后于这一网络：它拥有较早的已知区块，但其最后区块（高度 { $tip }）低于 { $reference } 在 { $taken } 已有的高度 { $height }。
follows-other-branch = 该节点并未跟随这一网络：在高度 { $height } 处，它与 { $reference } 在 { $taken } 时所处的分支不同。
follows-by-service = 以上是其查询服务的说法；该服务可能代其他地方的节点作答。
follows-excluded = 该节点并未跟随 { $network }：在高度 { $height } 处，它与 { $reference } 在 { $taken } 时所处的分支不同。剩下的（{ $left }）仅由排除得出；无人收录的私有分支看起来也是如此。
follows-open = 已知这一网络的最新区块，但从其显示的内容无法判断它是否跟随。
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
contradiction-easy-work = 它在创世区块之后出示的区块，工作量低于上述网络的要求。
contradiction-network = 该端点显示了以下网络的特征：{ $networks }。
contradiction-history = 其第一个区块属于：{ $networks }。
contradiction-other-block = 在高度 { $height } 处，它的区块是 { $hash }，而该网络的区块是 { $expected }。
contradiction-branch-denied = 它的高度已超过 { $height }，但其链上没有该网络在此高度的区块 { $expected }。
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

## Pages: the report that is handed on (report)

page-scan-title = 区块链节点检测报告
page-lead = 有应答的端点共 { $endpoints } 个，其中需关注的 { $findings } 个，涉及 { $hosts } 个地址。
page-lead-quiet = 有应答的端点共 { $endpoints } 个，未发现需关注的情况。
page-lead-nothing = 没有端点应答。
page-lead-mining = 挖矿：已确认的端点 { $confirmed } 个，有线索的端点 { $indicated } 个。
page-incomplete = 未检测的部分可能还有本报告未列出的情况。
page-unfinished = 生成本报告时，检测尚未结束。
page-trouble = 由于存储或机器故障，检测提前结束。
page-authority = 检测依据
page-operator = 检测单位
page-contact = 联系方式
page-not-given = 未填写
page-scope = 检测范围
page-excludes = 排除
page-ports = 检测端口
page-more = 另有 { $count } 项
page-time = 检测时间
page-from-to = { $from } 至 { $to }
page-no-end = 未结束
page-covered = 完成情况
page-covered-of = { $total } 对地址与端口中已完成 { $done } 对
page-probes = 应答情况
page-probes-sum = 开放 { $open }，关闭 { $closed }，无应答 { $filtered }，未能检测 { $failed }
page-absent = 以往已知、本次无应答
page-part = 分片
page-part-of = 第 { $index } 片，共 { $count } 片
page-agent = 我方自报名称
page-clock = 时钟
page-clock-system = 本机时钟
page-clock-synchronised = 已同步
page-clock-free = 未同步
page-clock-unknown = 是否同步不详
page-versions = 版本
page-versions-are = { $program }，图谱 { $atlas }，指纹 { $rows }
page-run = 检测编号
page-counts = 检测结果
page-class-coin = 有代币的公共网络的节点、矿池、矿机或网关，包括公共测试网。
page-class-ledger = 确属账本系统，但其网络是否有代币尚无法确定。
page-class-permissioned = 联盟链节点，网络成员须经准入。
page-class-local = 开发者自用的实例，不属于任何公共网络。
page-class-other = 有应答，但不是账本系统。
page-class-silent = 端口开放，但未得到可用的答复。
page-overview = 一览
page-address = 地址
page-services = 端口
page-mixed = 性质不同
page-findings = 需关注的情况
page-finding-is = 指公链节点、挖矿迹象，或者一方涉及公链的矛盾。
page-ledgers = 其他账本系统
page-ledgers-are = 已识别的节点，没有需关注的依据。
page-quiet = 非账本系统
page-quiet-are = 以下地址有开放端口，未发现账本系统的迹象。
page-answers = 应答内容
page-also = 另有开放端口
page-owner = 责任单位
page-owner-contact = 联系方式
page-candidates = 可能是
page-access = 参与方式
page-judged = 认定时间
page-contradiction = 存在矛盾
page-evidence = 依据：{ $count } 项事实
page-fact = 所获事实
page-value = 内容
page-place = 出处
page-place-received = 第 { $dialogue } 次对话，对方答复，第 { $first } 至 { $last } 字节
page-place-sent = 第 { $dialogue } 次对话，我方发出，第 { $first } 至 { $last } 字节
page-place-whole = 第 { $dialogue } 次对话的整个过程
page-explain = 查看所记录的原始数据：coinsift explain { $endpoint } --run { $run }
page-reading = 阅读说明
page-strengths = 证据强度的含义
page-limits = 本报告不能说明的事项
page-limit-moment = 本报告反映检测时的应答情况，服务可能随时变化。
page-made = 由 { $program } 根据检测 { $run } 生成。收发的全部数据保存在该次检测的证据日志中，每项认定均可据此重新推导。
page-identifiers-hidden = 可能指向个人的内容（邮箱、钱包地址、硬件地址、内网地址）以带密钥的散列值显示。
page-identifiers-shown = 按要求以明文显示可能指向个人的内容，请妥善保管本报告。
page-written = 报告已写入 { $file }。
page-file-written = 已写入：{ $file }
page-same-file = { $one } 与 { $other } 指向同一个文件。请为每项输出指定不同的文件。
page-sweep-title = 巡查报告：变化与现状
page-news = 变化
page-news-none = 与以往巡查相比没有变化。

# 登记表核查报告。
page-check-title = 登记项目核查报告
page-check-registry = 登记表
page-check-sha = 文件的 SHA-256
page-check-counts = 各结果的项目数
page-check-outcome = 结果
page-check-project = 项目
page-check-declared = 申报
page-check-seen = 所见
page-check-aspect = 核对项
page-check-compared = 核对结果
page-check-means = 含义
page-check-do = 如何处理
page-check-chain = { $declared }，平台 { $named }
page-check-operator = 运营单位
page-check-endpoints = 申报的端点
page-check-as = 申报写法
page-check-place = 登记表中的位置
page-check-notes = 登记表自身的问题
page-check-notes-are = 仅从文件即可看出，未询问任何节点。
page-check-weight = 性质
page-check-note = 内容
page-check-finding = 发现
page-check-remark = 提示
page-check-noted = 登记表有问题
page-check-attention = 需要关注的项目
page-check-attention-are = 与申报不符、存在未申报的服务，或者登记表自身有问题。
page-check-open = 尚未确定的项目
page-check-open-are = 所申报的内容未能得到确认，并不表示项目有问题。
page-check-fits = 与申报相符的项目
page-check-fits-are = 就外部所能看到的而言，所见与申报一致。
page-check-read = 登记的项目
page-check-read-are = 以下为登记表所载内容。未联系任何主机，因此不说明项目实际运行什么。
page-check-silence = 无应答不说明项目有任何问题：机器可能停机，中间可能有防火墙，地址也可能填错。
page-check-limit-signs = 仅有迹象（端口、软件名称、链标识号）不构成“不符”；“不符”的依据均为节点自述或已证实的内容。
page-check-limit-conforms = “相符”说明该处有这样的节点，不说明该处没有其他服务。
page-check-made-offline = 由 { $program } 仅根据登记表生成，未联系任何主机。
page-outcome-deviates = 与申报不同；申报与所见并列显示。
page-outcome-deviates-do = 询问运营单位；各端点下附有依据。
page-outcome-undeclared = 在该地址未申报的端口上观察到其他账本或挖矿服务。
page-outcome-undeclared-do = 询问运营单位；一个地址可能由多台机器共用。
page-outcome-undetermined = 有应答，但不能判断是否与申报一致。
page-outcome-undetermined-do = 请对方提供访问权限或创世区块哈希。
page-outcome-unreachable = 多次尝试均无应答。
page-outcome-unreachable-do = 稍后再次核查，或索取正确的端点。
page-outcome-conforms = 与申报一致；从外部不能确定的已列出。
page-outcome-conforms-do = 无需处理。
agreement-agrees = 一致
agreement-in-part = 倾向一致
agreement-not-seen = 未见
agreement-hints-otherwise = 迹象不一致
agreement-differs = 不一致

## Owners of addresses (report)

owners-network = { $column } 列写的是“{ $cell }”。请写一个地址、一个网段（192.0.2.0/24）或一个范围（192.0.2.1-192.0.2.40）。
owners-reversed = { $column } 列写的是“{ $cell }”，范围前后颠倒。请把较小的地址写在前面。
owners-host-bits = { $column } 列写的是“{ $cell }”，不是网段的起始地址。如指整个网段，请写 { $cure }；如指单个地址，请去掉斜杠部分。
owners-twice = { $column } 列：{ $network } 在第 { $before } 行属于另一单位。请改正其中一行。

## Tables that people keep: encoding, heads, cells (report)

sheet-empty = 表中没有数据行。第一行写列名，其后各行写数据。
sheet-spreadsheet = 这是电子表格软件的文件，不是 CSV 文件。请在该软件中另存为 CSV。
sheet-encoding = 不是有效的 { $encoding } 文本，在“{ $before }”之后无法读取。请将表格另存为 UTF-8 编码的 CSV。
sheet-no-column = 缺少一列。请把其中一列命名为 { $heads }；第一行现有：{ $found }。
sheet-twice = { $column } 列出现了两次。请删除其中一列或改名。
sheet-long = { $column } 列的单元格超过 { $most } 个字符。请检查是否有未配对的双引号 (")。
sheet-wide = 第一行超过 { $most } 列。请只保留需要的列。

## 无法使用的数据：问题与改正办法

data-unknown-table = 从文件名看不出是哪一种表。请使用以下文件名之一：{ $known }。
data-header = 第一行必须依次写明以下各列，不多不少：{ $columns }。
data-cells = 本行有 { $found } 个单元格，应为 { $expected } 个。请增减逗号；内容含逗号的单元格须用双引号括起。
data-csv = 无法按 CSV 读取（{ $error }）。请将表格另存为 UTF-8 编码、以逗号分隔的 CSV。
data-empty = { $column } 列的单元格为空。请填写。
data-hex = { $column } 列写的是“{ $cell }”。请写 { $digits } 位十六进制数字（0 至 9、a 至 f）。
data-no-mark = 该行没有任何标识：请填写 magic、id、genesis 三列之一，否则无法识别该网络的节点。
data-port = { $column } 列写的是“{ $cell }”。请写 1 至 65535 之间的端口号。
data-number = { $column } 列写的是“{ $cell }”。请用数字写一个整数。
data-quantity = 第 { $column } 列写的是“{ $cell }”。请写一个大于零的数字。
data-time = { $column } 列写的是“{ $cell }”。请写协调世界时，例如 2026-11-24T15:00:00Z。
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
table-lags = 落后于网络
table-other-branch = 处于另一分支
table-leans = 倾向于{ $class }
table-unknown-network = 未确定

## 巡查的消息

event-new = 新增
event-changed = 有变化
event-judged = 改判
event-gone = 消失
event-returned = 恢复
news-new = { $endpoint } 为新增：{ $words }
news-changed = { $endpoint } 有变化：{ $words }
news-judged = { $endpoint } 的应答未变，按较新的数据改判：{ $words }
news-gone = { $endpoint } 已消失，连续 { $count } 次巡查无应答；此前为：{ $words }
news-returned = { $endpoint } 已恢复：{ $words }
news-missed = 连续 { $count } 次巡查无应答
news-nothing = 无

## 说明认定的依据

explain-owner = 责任单位：{ $words }
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
story-begun-inside = 第 { $number } 次对话，TLS 之内的 { $protocol }：{ $words }
story-begun = 第 { $number } 次对话，{ $protocol }：{ $words }
story-enclosed = { $millis } 毫秒：TLS 已建立，以下内容均在其中传输。
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
input-unwritable = 无法写入文件 { $file }。请检查所在文件夹的权限，或另选位置。
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

## 巡查任务文件

job-syntax = 此处不是有效的 TOML：{ $error }。请对照 docs/sweep.md 中的示例检查该行。
job-unknown-key = 没有这个键。最接近的是 { $cure }。
job-missing = 缺少这个键。例如可写：{ $cure }
job-name = “{ $text }”不能作为任务名。请使用不超过 64 个的字母、数字、- 和 _，并以字母或数字开头。
job-language = 没有“{ $text }”这种语言。请写 en 或 zh。
job-not-text = { $name } 必须是文本。请加上引号："…"。
job-not-list = { $name } 必须是文本列表。请写成 ["…", "…"]。
job-not-number = 此处必须是 { $least } 到 { $most } 之间的整数，不加引号。
job-not-section = { $name } 必须是一节。请单独写一行 [{ $name }]，再在其下写各键。
job-empty = { $name } 没有内容。请填写，或删去这个键。
job-control = { $name } 含有换行或其他控制字符。请去掉。
job-same-file = 有两项输出都写入 { $file }。请各用一个文件。

## 巡查

sweep-nothing = 没有新消息。
sweep-held = 任务 { $job } 自 { $since } 起正由进程 { $pid } 巡查。请等它结束；它会自行完成。
sweep-blind = 本机无法到达任何地址，本次巡查不能说明任何问题。请检查网络连接，然后重新巡查。
sweep-clock = 时钟显示 { $now }，而此任务上一次巡查开始于 { $last }。请校准时钟，然后重新巡查。
sweep-output = 消息无法写入 { $file }：{ $error }。消息已保留，下次启动时会再次报告。
sweep-check-job = 任务 { $job }，文件 { $file }
sweep-check-scope = 范围：{ $addresses } 个地址，{ $pairs } 个地址与端口组合（端口：{ $ports }）。
sweep-check-names = 主机名：{ $count } 个。巡查开始时才解析，此处未计入。
sweep-check-excludes = 绝不联系：{ $words }
sweep-check-pace = 速度：每秒最多 { $rate } 个连接，对同一网段（/24 或 /64）每秒最多 { $subnet } 个。一次巡查至少需要 { $time }，开放端口多时更久。
sweep-check-none = 未写明
sweep-check-budget = 上限：时间 { $time }，字节 { $bytes }。
sweep-check-authority = 授权：{ $authority }。执行人：{ $operator }。联系方式：{ $contact }。
sweep-check-gone = 连续 { $count } 次巡查无应答的端点视为消失。
sweep-check-owners = 地址的责任单位取自 { $file }。
sweep-check-appends = 消息追加到 { $file }。
sweep-check-replaces = 最近一次报告的消息写入 { $file }，替换此前内容。
sweep-check-report = 最近一次巡查的报告写入 { $file }，替换此前的报告。
sweep-check-no-file = 消息只写到标准输出。
sweep-check-first = 下一次是 { $path } 中的首次巡查：所发现的一切都是新增。
sweep-check-resumes = 下一次将继续被中断的巡查 { $run }；若范围已修改，则重新开始。
sweep-check-after = { $path } 中已有巡查 { $count } 次，最近一次为 { $run }。下一次将与之比较。
sweep-check-good = 任务文件无误。没有发送任何数据。
sweep-schedule = “{ $text }”不是有效的时间。例如可写“daily at 01:00”“weekly on Mon at 01:00”，或 systemd 的 OnCalendar 写法。
sweep-path = 路径 { $file } 不能写入单元文件。请使用不含控制字符的 UTF-8 路径。
sweep-tmp = { $file } 位于临时文件夹，服务看不到它。请移到别处，例如 /var/lib/coinsift。
sweep-user = “{ $text }”不是用户名。请按 /etc/passwd 中的写法给出。
sweep-install-folder = 将建立文件夹 { $path }。
sweep-install-writes = 将写入 { $file }。
sweep-install-replaces = 将写入 { $file }，替换现有文件。
sweep-install-dry = 没有写入任何内容。
sweep-install-yes = 没有写入任何内容。加上 --yes 才会写入；用 --dry-run 可查看全文。
sweep-install-enable = 已写入，尚未启用。启用方法：{ $words }
sweep-install-linger = 若未登录时也要运行：{ $words }
sweep-install-user = 用户 { $user } 必须能读取任务文件，并能写入数据存储和消息文件所在的文件夹。
sweep-install-remove = 卸载方法：{ $words }
sweep-install-program = 无法得知本程序的位置：{ $error }
sweep-install-no-home = 无法得知单元文件应放在哪里。请用 --unit-dir 指定文件夹。
sweep-install-failed = { $file } 无法写入：{ $error }。请检查权限，或用 --unit-dir 指定其他文件夹。

## 检查的运行（cli）

atlas-checked = 各表可以使用。新增网络：{ $added } 个。

# Fresh checkpoints from reference nodes
refresh-url = “{ $text }”不是查询服务的地址。请写 http://主机:端口/路径；需要登录时在主机前写 用户:口令@。
refresh-https = 查询服务只通过 http:// 访问。请使用自己的节点，或经隧道连到本机。
refresh-address = “{ $text }”不是参考节点。查询服务写 http://主机:端口，比特币系列节点写 主机:端口，或写 enode://…@主机:端口。
refresh-unknown-key = 没有键为 { $network } 的网络。`coinsift atlas networks` 列出全部网络。
refresh-unreachable = 无法连接参考节点 { $reference }（{ $error }）。图册未改动。请检查地址以及节点是否在运行。
refresh-no-node = { $reference } 处应答的不是已知类型的节点。图册未改动。请检查地址和端口。
refresh-login = 参考节点 { $reference } 要求登录，或登录信息不对（HTTP { $status }）。请写 http://用户:口令@主机:端口。
refresh-syncing = 参考节点 { $reference } 仍在同步。图册未改动。请在同步完成后再试。
refresh-unknown-network = 参考节点 { $reference } 所在的网络未收录于图册（{ $shown }）。请先在您的图册表中为其添加一行。
refresh-other-network = 参考节点 { $reference } 不在 { $network } 上。它显示的是以下网络的特征：{ $found }。图册未改动。
refresh-several-networks = 有多个网络与参考节点 { $reference } 相符：{ $found }。请用 --network 指明。
refresh-no-headers = 参考节点 { $reference } 没有说明其链的末端；仍在同步的节点会这样。请给出其查询服务的地址（http://…）。
refresh-no-block = 参考节点 { $reference } 没有给出高度 { $height } 的区块。图册未改动。
refresh-base-missing = 参考节点 { $reference } 没有 { $network } 在高度 { $height } 的已知区块：它落后了，或处于另一条分支。图册未改动。
refresh-too-far = 参考节点 { $reference } 超出 { $network } 最新已知区块太多，无法逐一读取区块头。请给出其查询服务的地址（http://…）。
refresh-too-short = { $reference } 的链止于高度 { $tip }，不足以取其末端之前 { $depth } 个区块处的区块。请等待，或给出较小的 --depth。
refresh-behind = 参考节点 { $reference } 止于高度 { $tip }，低于图册已知的 { $network } 高度 { $known }。它仍在同步，或处于另一条分支。图册未改动。
refresh-disagree = 参考节点 { $one } 与 { $other } 不一致：在高度 { $height } 处，一方是 { $hash-one }，另一方是 { $hash-other }。图册未改动。请查明哪一个跟随该网络。
refresh-stale = { $reference } 的最后区块已有 { $hours } 小时之久。它自己可能也没有跟随网络。
refresh-no-folder = 无法确定您的图册应放在哪里。请用 --atlas 给出文件夹。
refresh-not-written = 无法写入 { $file } 处的表（{ $error }）。
refresh-written = 最新检查点已写入 { $file }。
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
runtime-output = 无法写出结果：{ $error }
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
target-transport = { $place }“{ $text }”写了传输协议却没有端口。请在其前写上端口（{ $cure }:30303/udp），或去掉它并用 --ports 给出端口。
enode-form = { $place }“{ $text }”不是 enode 地址。请写 enode://、128 位十六进制数、@、主机、冒号和端口。
enode-key = { $place }“{ $text }”中的密钥有 { $digits } 个字符，应为 128 位十六进制数（0–9、a–f）。请从节点重新复制（admin.nodeInfo.enode）。
enode-point = { $place }“{ $text }”中的 128 位数不是密钥：曲线 secp256k1 上没有这个点。至少有一位写错，请从节点重新复制该地址。
enode-port = { $place }“{ $text }”没有写端口。请写在主机之后，例如 …@{ $cure }
enode-query = { $place }“{ $text }”中的“{ $query }”无法识别。问号之后只能写 discport= 和 0 至 65535 之间的数，请去掉其余部分。
target-name-ascii = { $place }“{ $text }”是非 ASCII 的域名。请写成 xn-- 形式。
target-reserved = { $place }“{ $text }”属于保留或组播地址，一律不得连接。请去掉。
target-too-large = { $place }“{ $text }”配合 { $ports } 个端口过大。请写 /{ $cure } 或更小的网段。
target-left-out = { $place }“{ $text }”中的特殊地址未列入：私有 { $private } 个，环回 { $loopback } 个，保留 { $reserved } 个。如需检查私有地址，请将其单独作为目标给出。
name-unresolved = { $place }域名“{ $text }”没有可以连接的地址，未列入。
name-left-out = { $place }域名“{ $text }”的地址中有 { $count } 个属于私有或保留地址，未列入。
exclude-unresolved = { $place }要排除的域名“{ $text }”没有地址，因而无法排除。请改写地址。
ports-number = “{ $item }”不是端口。请写 1 至 65535 之间的数、区间，或者 quick、standard、thorough；其后写 /udp 表示 UDP 端口。
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

## 登记表及核查结果（registry、check）

aspect-class = 类别
aspect-platform = 平台
aspect-network = 网络
aspect-genesis = 创世区块
aspect-chain-id = 链标识号
aspect-node-key = 节点密钥
aspect-mining = 挖矿
declared-permissioned = 联盟链
declared-private = 私有链
declared-coin = 公链
declared-local = 开发用链
outcome-conforms = 相符
outcome-deviates = 不符
outcome-undeclared = 未申报
outcome-undetermined = 无法确定
outcome-unreachable = 无法连通
column-outcome = 结果
registry-too-large = 文件超过 16 MiB。请将登记表拆分为几个文件。
registry-empty = 文件是空的。请填写一行列标题，并为每个项目填写一行；示例见 docs/check.md。
registry-no-projects = 登记表中没有项目。请在列标题下为每个项目添加一行，或各写一个 [[project]] 表。
registry-too-many = 项目超过 { $most } 个。请将登记表拆分为几个文件。
registry-filing-twice = 备案号“{ $text }”已在 { $first } 出现。请为每个项目填写各自的编号，或将两行合并。
registry-cells = 该行有 { $found } 个单元格，而标题行有 { $expected } 个。含逗号的单元格请加引号。
registry-column-missing = 缺少 { $column } 列（中文“{ $chinese }”）。现有列标题：{ $found }。请补上该列或更正其标题。
registry-column-twice = 列“{ $column }”与列“{ $first }”含义相同。请删除其中一列或改名。
registry-column-unknown = { $file }：无法识别列“{ $column }”，已略过。
registry-column-unknown-near = { $file }：无法识别列“{ $column }”，已略过。是否应为“{ $nearest }”？
registry-field-unknown = { $place }：无法识别“{ $column }”，已略过。可用的有：{ $known }。
registry-toml = 文件不是 TOML：{ $error }。请更正该行；示例见 docs/check.md。
registry-json = 文件不是 JSON：{ $error }。请更正该行；示例见 docs/check.md。
registry-no-list = 项目必须写成表的列表：TOML 中各写一个 [[project]]，JSON 中写 "project": [ … ]。
registry-field-empty = 列“{ $column }”为空。每个项目都需要填写此项，请补上。
registry-field-long = 列“{ $column }”超过 { $most } 字节。请缩短；也可能是引号没有闭合。
registry-class-unknown = 列“{ $column }”：“{ $text }”不是类别。请填写联盟链、私有链、公链或本地链（permissioned、private、coin、local）。
registry-class-unknown-near = 列“{ $column }”：“{ $text }”不是类别。是否应为“{ $nearest }”？可填：联盟链、私有链、公链、本地链（permissioned、private、coin、local）。
registry-platform-unknown = 列“{ $column }”：无法识别平台“{ $text }”。可识别的有：{ $examples } 等。请更正写法，或填写其所基于的平台。
registry-platform-unknown-near = 列“{ $column }”：无法识别平台“{ $text }”。是否应为“{ $nearest }”？可识别的有：{ $examples } 等。
registry-chain-id = 列“{ $column }”：“{ $text }”不是链标识号。请填写整数，十进制，或以 0x 开头的十六进制。
registry-chain-id-twice = 列“{ $column }”：“{ $text }”与链标识号列中的号码不同。请只填写一个。
registry-genesis = 列“{ $column }”：“{ $text }”不是区块哈希：有 { $count } 个字符而非 64 位十六进制数字，或含有 0–9、a–f 以外的字符。请复制完整的哈希，或将此项留空。
registry-endpoint-host = 列“{ $column }”：“{ $text }”不是端点。请填写 主机、主机:端口 或 enode://密钥@主机:端口，多个端点用分号或空格隔开。
registry-endpoint-port = 列“{ $column }”：“{ $text }”的端口无效。请在冒号后填写 1 到 65535 的数字。
registry-endpoint-enode = 列“{ $column }”：“{ $text }”不是节点地址。请填写 enode:// 加 128 位十六进制密钥，再加 @主机:端口。
registry-endpoint-scheme = 列“{ $column }”：无法识别“{ $text }”的地址类型。请填写 主机:端口，或以 http、https、ws、wss、tcp、grpc、enode 开头的地址。
registry-endpoint-network = 列“{ $column }”：“{ $text }”是网段而不是端点。请逐个列出主机；整个网段请用 `coinsift scan` 查看。
registry-endpoints-many = 列“{ $column }”列出的端点超过 { $most } 个。请将项目拆分为几行并分别编号。
registry-malformed = { $file } 中有 { $count } 处错误，未联系任何主机。请更正以上各行，或用 --keep-going 只核查正确的行。
registry-passed-over = { $file } 中有 { $count } 处错误：以上各行已略过。
registry-none-good = { $file } 中没有可用的行。请更正以上各行。
registry-note-endpoint-twice = { $endpoint } 被多个项目申报（{ $filings }）。一个节点不会运行两条链；请查明它属于哪个项目。
registry-note-genesis-of-coin = { $filing } 申报的创世区块属于有代币的公共网络：{ $networks }。
registry-note-genesis-shared = 创世区块 { $genesis } 被多个项目申报（{ $filings }）：它们共用一个网络，或取自同一教程。
registry-note-chain-id-of-coin = { $filing } 申报的链标识号 { $id } 也属于公共网络：{ $networks }。许多教程使用这样的号码，因此仅值得一问。
check-nothing-seen = 未见
check-beside = 申报的{ $aspect }：{ $declared }；所见：{ $seen }。
check-conforms = 与申报相符。
check-conforms-in-part = 所见与申报一致；从外部不能确定的有：{ $words }。
check-deviates = 与申报不符。
check-silent = 端口开放，但没有给出可用的信息。
check-not-recognised = 有服务应答，但未识别出账本协议。
check-contradiction = 它出示的内容互相矛盾，因此类别未定。
check-hints-otherwise = 迹象与申报不一致；仅凭迹象不作结论。
check-only-signs = 迹象与申报一致，但仅是迹象。
check-class-open = 属于所申报的平台；其链是否为所申报的链，未能看到。
check-platform-open = 是账本节点；属于哪个平台，未能看到。
check-no-answer = 共尝试 { $tries } 次，均无应答。
check-refused = 共尝试 { $tries } 次，连接均被拒绝。
check-no-route = 从此处无法到达该地址。
check-unresolved = 该名称没有地址。
check-not-tried = 尚未轮到，或已被排除。
check-not-found = 该主机有服务应答，但在所查看的端口上没有找到所申报的服务。
check-observed-beside = 在该地址的未申报端口上观察到。一个地址可能由多台机器共用。
check-observed-beside-fits = 在该地址的未申报端口上观察到：是同一条链。
check-notes = 登记表自身的问题：
check-project = 项目 { $filing } { $name }：{ $outcome }
check-declared = 申报：{ $declared }，平台 { $named }
check-sum = 已核查项目：{ $projects } 个（{ $words }）。
check-sum-offline = 已读取项目：{ $projects } 个。未联系任何主机。
check-findings = 发现与不符：{ $count } 项。
resume-check = 运行 { $run } 是对登记表的核查；请重新运行 `coinsift check`。

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
lab-scene-mining = 向矿工派发任务的服务器，每种方言一个；另有一些只是线索。
lab-peer-ckpool = 使用 ckpool 软件的矿池。
lab-peer-ckpool-proxy = 同一软件，转发上游矿池的任务。
lab-peer-miningcore = 向任何订阅者派发比特币任务的矿池。
lab-peer-nomp = NOMP 系列的矿池。
lab-peer-public-pool = 为小型设备设立的私人矿池，工作于开发者自用的链。
lab-peer-f2pool = 应答形式与 f2pool 相同的矿池。
lab-peer-pool-elsewhere = 位于不常用端口上的矿池。
lab-peer-pool-speaks-first = 未经询问就说明难度的服务器。
lab-peer-pool-with-header = 在网页应答中指明地址的矿池。
lab-peer-ethash-pool = 使用 Ethash 第一种方言的矿池。
lab-peer-ethash-hello = 使用 Ethash 第二种方言的矿池。
lab-peer-eth-proxy-pool = 通过 eth_getWork 派发 Ethash 任务的矿池。
lab-peer-kawpow-pool = KawPow 矿池。
lab-peer-zcash-pool = Zcash 或其他 Equihash 币种的矿池。
lab-peer-kaspa-bridge = Kaspa 节点与矿工之间的桥接程序。
lab-peer-kadena-pool = 使用 Kadena 方言的矿池。
lab-peer-ckb-pool = Nervos CKB 矿池。
lab-peer-xelis-pool = Xelis 矿池。
lab-peer-alephium-pool = Alephium 矿池。
lab-peer-grin-node = 派发任务的 Grin 节点。
lab-peer-refuses-strangers = 只告知陌生人未获授权的矿池。
lab-peer-cryptonote-page = 在网页应答中表明身份的 CryptoNote 系列矿池。
lab-peer-cryptonote-invalid = 拒绝其他一切问题的 CryptoNote 系列矿池。
lab-peer-cryptonote-quiet = 对其他问题一概沉默的 CryptoNote 系列矿池。
lab-peer-p2pool = P2Pool 节点的任务服务器。
lab-peer-p2pool-peer = P2Pool 节点的对等端口。
lab-peer-quiet-proxy = 对每个问题都直接关闭连接的端口：代理如此，许多其他服务也如此。
lab-peer-electrum = Electrum 服务器，同样以 JSON 行对话。
lab-peer-line-echo = 把每一行原样返回的服务。
lab-peer-line-true = 对一切都回答“是”的 JSON 行服务。
lab-peer-line-chat = 位于矿池端口上的聊天服务。
lab-peer-ntp-words = 谈及自身层级（stratum）的时间服务。
lab-peer-hashrate-page = 含有名为 hashrate 字段的网页服务。
lab-peer-grafana-mining = 标题为 Mining 的仪表盘。
lab-peer-language-server = 编辑器的语言服务器。
lab-scene-proof = 持有某一网络独有区块的节点，以及只是看似持有的节点。
lab-peer-holds-bitcoin = 比特币全节点，出示了只有比特币才有的区块。
lab-peer-holds-bitcoin-pruned = 同上，但只保留最近的区块。
lab-peer-holds-nothing = 只有最初几个区块的比特币节点。
lab-peer-bit-changed = 出示此类区块但改动了一个比特的节点。
lab-peer-easy-work = 持有比特币创世区块、其后区块却没有工作量的节点。
lab-peer-shows-sibling = 出示 Bitcoin SV 区块的比特币节点。
lab-peer-holds-sibling = Bitcoin SV 节点，出示了只有 Bitcoin SV 才有的区块。
lab-peer-siblings-unknown = 自称 Bitcoin SV、却没有出示可与同源网络区分之物的节点。
lab-peer-holds-litecoin = 莱特币节点，出示了只有莱特币才有的区块。
lab-peer-holds-dogecoin = 狗狗币节点，出示了与莱特币合并挖出的区块。
lab-peer-holds-zcash = Zcash 节点，出示了带有解的区块。
lab-peer-names-by-x11 = 达世币节点，其区块名称所用的哈希算法不在本程序之列。
lab-peer-catching-up = 仍在同步的比特币节点。
lab-peer-private-instance = 开发者的比特币私有实例，区块为其自有。
lab-peer-holds-handshake = Handshake 全节点，出示了只有 Handshake 才有的区块。
lab-scene-tls = TLS 之内的对象：网页服务器、节点，以及只让成员进入的服务。
lab-peer-https = TLS 之内的网页服务器。
lab-peer-tls-ethereum = 以太坊节点，其 JSON-RPC 在 TLS 之内。
lab-peer-tls12-ethereum = 同上，另一端口，使用 TLS 1.2。
lab-peer-tls-bitcoin-rpc = 比特币 regtest 节点，其 JSON-RPC 在 TLS 之内。
lab-peer-tls-members = 只让出示证书者进入的节点。
lab-peer-tls12-members = 同上，使用 TLS 1.2。
lab-peer-tls-silent = TLS 之内一言不发的服务。
lab-scene-registry = 登记项目的节点：有的如实，有的与申报不符，有的无法连通或毫无应答。
lab-peer-fisco = FISCO BCOS 节点的查询服务。
lab-peer-istanbul = 由验证者以 IBFT 签名的 Quorum 节点的查询服务。
lab-peer-qbft = 由验证者以 QBFT 签名的 Besu 节点的查询服务。
lab-peer-raft = 成员以 raft 达成一致的 Quorum 节点的查询服务。
lab-peer-clique = 由签名者轮流出块的 geth 节点的查询服务。
lab-peer-fisco-web3 = 只应答以太坊查询的 FISCO BCOS 节点。
lab-peer-open-coin = 如实申报的比特币节点。
lab-peer-developer = 开发者的 geth 节点。
lab-peer-mainnet = 以太坊主网节点的查询服务。
lab-peer-hidden-coin = 被申报为联盟链节点的比特币节点。
lab-peer-public-id = 链标识号与某公共网络相同的私有链。
lab-peer-two-owners = 被两个项目申报的节点。
lab-peer-says-nothing = 已申报但毫无应答的端口。
lab-peer-only-web = 在申报为节点之处的网页服务器。
lab-peer-with-guest = 如实申报的联盟链节点，旁边另有他物。
lab-peer-guest = 联盟链节点旁的比特币节点。
lab-peer-without-port = 只以主机申报的节点。
lab-peer-wants-token = 拒绝陌生人的 Besu 节点。
lab-peer-other-platform = 被申报为其他平台的 FISCO BCOS 节点。
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
lab-peer-ethereum-echo = 在以太坊端口上把每个问题原样送回的网页服务。
lab-peer-ethereum-one = 在以太坊端口上对一切都回答数字一的网页服务。
lab-peer-ethereum-true = 在以太坊端口上对一切都回答“是”的网页服务。
lab-peer-ethereum-object = 在以太坊端口上对一切都回答同一对象的网页服务。
lab-peer-ethereum-null = 在以太坊端口上对一切都回答“无”的网页服务。
lab-peer-websocket-echo = 把每条消息原样送回的 WebSocket 服务。
lab-peer-websocket-one = 对一切都回答数字一的 WebSocket 服务。
lab-peer-websocket-true = 在以太坊网页服务端口上对一切都回答“是”的 WebSocket 服务。
lab-peer-websocket-no-key = 没有读过问题就同意转入 WebSocket 的服务。
lab-peer-websocket-garbage = 同意转入 WebSocket，随后发送随机字节。
lab-peer-websocket-endless-parts = 消息永不结束的 WebSocket 服务。
lab-peer-websocket-endless-pings = 只是无休止地询问有没有人在的 WebSocket 服务。
lab-peer-websocket-huge-length = 宣称要发送几十亿 GB 消息的 WebSocket 服务。
lab-peer-discovery-echo = 旁边的以太坊节点发现消息会被原样送回的端口。
lab-peer-discovery-random = 旁边的以太坊节点发现以随机字节作答的端口。
lab-peer-openssh = 位于比特币端口上的 SSH 服务器。
lab-peer-redis = 位于莱特币端口上的 Redis 数据库。
lab-peer-memcached = 位于比特币测试网端口上的 memcached 缓存。
lab-peer-smtp = 位于比特币端口上的邮件服务器。
lab-peer-postgres = 位于达世币端口上的 PostgreSQL 数据库。
lab-peer-dns = 位于比特币端口上的 DNS 服务器。
lab-peer-mqtt = 位于矿池端口上的 MQTT 代理。
lab-peer-hello = 对谁都说 hello。
lab-peer-hns-catching-up = 仍在同步的 Handshake 节点。
lab-peer-hns-bit-changed = 出示的 Handshake 区块被改动了一位。
lab-peer-hns-light = 不提供完整链上数据的 Handshake 节点。
lab-peer-hns-no-verack = 以 Handshake 节点的方式报出身份，但不确认我们的身份。
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
lab-scene-devices = 矿机与挖矿程序，按其自身接口的方式应答。
lab-scene-device-lookalikes = 谈及挖矿、或在矿机端口上应答、但并非矿机的服务。
lab-peer-antminer = 使用原厂固件的蚂蚁矿机。
lab-peer-braiins = 使用 Braiins OS 的蚂蚁矿机。
lab-peer-luxos = 使用 LuxOS 的蚂蚁矿机。
lab-peer-vnish = 使用 VNish 的蚂蚁矿机。
lab-peer-hiveon = 使用 Hiveon 固件的蚂蚁矿机。
lab-peer-mskminer = 使用 MSKminer 的蚂蚁矿机。
lab-peer-marathon = 使用 Marathon 固件的蚂蚁矿机。
lab-peer-whatsminer = 使用早期接口版本的神马矿机。
lab-peer-whatsminer-v3 = 使用第三版接口的神马矿机。
lab-peer-avalon = 阿瓦隆矿机。
lab-peer-goldshell = 通过 TCP 询问的金贝矿机。
lab-peer-innosilicon = 芯动矿机。
lab-peer-sealminer = SealMiner 矿机。
lab-peer-auradine = Auradine 矿机。
lab-peer-volcminer = VolcMiner 矿机。
lab-peer-breaks-json = JSON 有缺陷的旧款蚂蚁矿机。
lab-peer-idle = 没有在计算的蚂蚁矿机。
lab-peer-teamredminer = 使用两块显卡的 TeamRedMiner。
lab-peer-axeos = 一台 Bitaxe。
lab-peer-axeos-no-watts = 不报告功率的 Bitaxe。
lab-peer-axeos-public = 只应答私有网络的 Bitaxe。
lab-peer-nerdqaxe = 一台 NerdQAxe++。
lab-peer-antminer-page = 要求口令的蚂蚁矿机网页。
lab-peer-volcminer-page = 要求口令的 VolcMiner 网页。
lab-peer-elphapex-page = 要求口令的 Elphapex 网页。
lab-peer-goldshell-web = 金贝矿机的网页。
lab-peer-vnish-web = VNish 的网页。
lab-peer-braiins-page = Braiins OS 的网页。
lab-peer-luxos-page = LuxOS 的网页。
lab-peer-proto = Proto Rig 的网页。
lab-peer-epic = 使用 ePIC 固件的蚂蚁矿机，在 4028 端口使用 HTTP。
lab-peer-erupter-page = 旧款 Block Erupter 的网页。
lab-peer-xmrig = 挖矿程序 XMRig。
lab-peer-xmrig-web = 位于网页端口的 XMRig。
lab-peer-xmrig-paused = 已暂停的 XMRig。
lab-peer-xmrig-token = 要求令牌的 XMRig。
lab-peer-xmrig-token-web = 位于网页端口、要求令牌的 XMRig。
lab-peer-xmrig-proxy = 带有 31 个矿工的 xmrig-proxy。
lab-peer-xmrig-proxy-idle = 没有矿工的 xmrig-proxy。
lab-peer-xmr-stak = 挖矿程序 xmr-stak。
lab-peer-srbminer = 挖矿程序 SRBMiner。
lab-peer-t-rex = 使用两块显卡的 T-Rex。
lab-peer-nbminer = 挖矿程序 NBMiner。
lab-peer-lolminer = 挖矿程序 lolMiner。
lab-peer-gminer = 挖矿程序 GMiner。
lab-peer-rigel = 挖矿程序 Rigel。
lab-peer-bzminer = 挖矿程序 BzMiner。
lab-peer-ethminer = 挖矿程序 ethminer。
lab-peer-phoenixminer = 挖矿程序 PhoenixMiner。
lab-peer-ethminer-locked = 要求口令的 ethminer。
lab-peer-ccminer = 挖矿程序 ccminer。
lab-peer-cpuminer = 挖矿程序 cpuminer-opt。
lab-peer-excavator = 挖矿程序 Excavator。
lab-peer-not-grafana = 面板标题为 Mining 的 Grafana。
lab-peer-not-manual = 介绍矿机的网页。
lab-peer-not-hashrate-json = 带有 hashrate 字段的 JSON 服务。
lab-peer-not-home-assistant = 显示矿机数据的 Home Assistant。
lab-peer-not-says-yes = 在 XMRig 端口上对一切回答 200。
lab-peer-not-says-yes-4067 = 在 T-Rex 端口上给出空 JSON 对象。
lab-peer-not-openwrt = OpenWrt 路由器。
lab-peer-not-page-realm = 以某博物馆名义要求口令。
lab-peer-not-cloud-box = 含有矿机网页字样的文件存储。
lab-peer-not-axeos-clone = 标题相似的商店。
lab-peer-not-nerd = 面向技术爱好者的网页。
lab-peer-not-404-json = 像 XMRig 一样回答 404 的 JSON 服务。
lab-peer-not-401-json = 几乎像 XMRig 一样回答 401 的 JSON 服务。
lab-peer-not-summary = T-Rex 端口上的发票汇总。
lab-peer-not-status = BzMiner 端口上的灯具状态。
lab-peer-not-stat = GMiner 端口上的煤矿状态。
lab-peer-not-capabilities = 矿机端口上的 JSON 服务。
lab-peer-not-prometheus = 监控系统 Prometheus。
lab-peer-not-dtserver = 4028 端口上的其他服务。
lab-peer-not-redis = 4028 端口上的 Redis。
lab-peer-not-json-server = 4028 端口上的 JSON 服务器。
lab-peer-not-envelope = 几乎与神马矿机的应答格式相同。
lab-peer-not-list-envelope = 几乎与 cgminer 的应答格式相同。
lab-peer-not-echo-command = 原样返回命令。
lab-peer-not-echo-ping = 原样返回问题。
lab-peer-not-pong = 以自己的方式回答 PONG。
lab-peer-not-nine-texts = 九段毫无内容的文字。
lab-peer-not-echo-summary = 原样返回单词。
lab-peer-not-fields = ccminer 端口上的时钟。
lab-peer-not-info = Excavator 端口上的 JSON 服务器。
lab-peer-not-length = 4433 端口上带长度前缀的服务。
lab-peer-not-length-long = 4433 端口上过大的长度。
lab-peer-dash = 达世币全节点，其区块以另一种哈希命名。
lab-peer-dogecoin = 狗狗币全节点。
lab-peer-signet = 比特币公共签名测试网全节点。
lab-peer-own-signet = 他人自建签名测试网的节点。
lab-peer-own-signet-fresh = 他人自建签名测试网的节点，尚未产生首个区块。
coverage-complete = 已全部检查：{ $total } 个地址与端口组合中的 { $done } 个。
coverage-sink = 结果无法继续保存，运行已结束。请检查磁盘空间和数据存储，然后继续该运行。
coverage-pressure = 因本机资源不足，部分地址与端口组合未能尝试。请降低速度或提高限制（ulimit -n），然后继续该运行。
coverage-fault = 因本程序的错误，部分地址与端口组合未完成。请报告此情况；继续运行时会再次尝试。
coverage-other-scope = 任务的范围已修改，被中断的巡查按未完成结束。
