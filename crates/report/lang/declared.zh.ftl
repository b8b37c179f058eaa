### 代码中以英文声明的内容的中文文本：各种对话（dialogue-）与事实（fact-）。
### 编号由名称得来，其中的点改为连字符。

## 对话

dialogue-greeting = 不发送任何内容，只听取端口自行发来的话
dialogue-http = 以 HTTP/1.1 请求首页 /，读取其头部和开头部分
dialogue-stratum-v1 = 无需登录地请求订阅挖矿任务，并读取所派发的内容
dialogue-tls-flight = 发送一次 TLS 或国密 TLCP 问候，读取服务器在加密开始之前明文出示的内容
dialogue-bitcoin-p2p = 比特币系列节点之间的握手，然后询问创世区块，以及某一网络独有的区块
dialogue-bitcoin-v2 = 比特币系列节点之间的加密握手（BIP 324），然后在其中询问其他情况下以明文询问的内容
dialogue-stratum-v2 = Stratum V2 的加密握手；在其专用端口上还询问提供哪一种协议
dialogue-bitcoin-rpc = 不带口令地询问比特币节点的 JSON-RPC 服务跟随哪一条链
dialogue-ethereum-devp2p = 以太坊节点之间的加密握手、各自的 Status，以及若干区块头
dialogue-ethereum-discv4 = 以 UDP 询问以太坊节点的发现服务，由其签名得知节点密钥
dialogue-ethereum-ws = 通过 WebSocket 不带口令地询问以太坊节点的 JSON-RPC 服务跟随哪一条链
dialogue-ethereum-rpc = 不带口令地询问以太坊节点的 JSON-RPC 服务跟随哪一条链
dialogue-miner-cgminer = 通过矿机自身的接口询问它是什么设备、算力多少
dialogue-miner-line = 询问显卡或处理器挖矿程序是什么软件、算力多少
dialogue-miner-web = 向矿机或挖矿程序的网页接口请求一个只读路径
dialogue-hns-p2p = Handshake 节点之间互报身份，然后询问创世区块，以及某一网络独有的区块

## 问候

fact-greeting-first-bytes = 已知协议均无法解释的对方最先发来的字节，至多 64 个。
fact-greeting-first-line = 此类对方发来的第一行文字（如为文字）。
fact-greeting-shape-name = 从问候的形式看是哪种服务：ssh、smtp、ftp、imap、pop3、vnc、http、redis、memcached、zmtp（ZeroMQ）、p2pool（仅在其对等端口上）。

## Stratum V1（挖矿任务）

fact-stratum-reply-dialect = 方言：bitcoin、ethash-1、ethash-2、eth-proxy、kawpow、kaspa、nonce-only（Kadena、CKB 等）、zcash、kawpow-or-zcash、ckb、alephium、xelis、cryptonote、grin、beam；各自的来源见 stratum/v1/dialect.rs。
fact-stratum-reply-software = 应答形式所对应的服务器软件：ckpool、node-stratum（包括 NOMP 和 miningcore）、public-pool、f2pool；其他软件也可能如此应答。
fact-stratum-subscription-granted = 为真：未经登录，mining.subscribe 就得到了订阅。
fact-stratum-extranonce-given = 随机数中由服务器设定的字节数（extranonce1）。
fact-stratum-extranonce-left = 随机数中留给矿工的字节数（extranonce2）。
fact-stratum-work-difficulty = mining.set_difficulty：所写的数值。
fact-stratum-work-target = mining.set_target：32 字节，按原样。
fact-stratum-work-algorithm = 任务所用的算法：由任务写明，或由其方言推知。
fact-stratum-job-form = 派发了一项任务，及其形式所属的方言；形式未知时为 other。
fact-stratum-job-parent = 任务所依据的上一区块：32 字节，按显示顺序，未经核对。
fact-stratum-job-bits = 任务所在区块的压缩难度（nBits）：4 字节，大端。
fact-stratum-job-height = 任务所在区块的高度；比特币方言依 BIP 34。
fact-stratum-job-tag = 任务首笔交易脚本中的文字，矿池以此署名；可能是地址或个人名称的内容替换为 id- 加其 SHA-256 的六个字节。不读取输出。
fact-stratum-error-code = 本系列特有形式的错误代码：列表形式的 20 至 25；或带有某一方言特有措辞或形式的 -1、-3、0、-32601。
fact-stratum-error-words = 该错误的文字，至多 160 字节，标识符已替换。
fact-stratum-configure-mask = mining.configure：区块版本中可变动的位，4 字节，大端（BIP 310）。
fact-stratum-hello-node = mining.hello：软件的自称（EIP-1571）。
fact-stratum-notice-method = 未经询问而发来的一行所用的方法。

## 加密传输

fact-bitcoin-v2-magic = 对方按 BIP 324 派生密钥所用的魔数，由其垃圾数据的结尾得知：4 字节，按线上顺序。
fact-bitcoin-v2-garbage = 对方密钥之后的垃圾数据有多少字节（BIP 324）。
fact-bitcoin-v2-decoys = 对方在数据包中夹带了多少个诱饵包（BIP 324）。
fact-stratum-v2-handshake = 对方完成了 Stratum V2 的 Noise 握手：其应答的两个认证标签均相符。
fact-stratum-v2-static_key = 对方的静态密钥，对所有连接者相同：secp256k1 上的 x 坐标，32 字节，大端。
fact-stratum-v2-valid_from = 对方证书的生效时间，自 1970 年起的秒数（UTC）。
fact-stratum-v2-valid_until = 对方证书的失效时间，自 1970 年起的秒数（UTC）。
fact-stratum-v2-valid_now = 按本机时钟，收到证书时其是否有效。
fact-stratum-v2-authority = 证书由谁签署：由其静态密钥签署时为 self，否则为 unknown，因为签署方的公钥是以其他途径告知矿工的。
fact-stratum-v2-protocol = 对方同意的协议：mining（挖矿）、job-declaration（申报任务）或 template-distribution（提供区块模板）。
fact-stratum-v2-version = 对方为该协议选定的版本。
fact-stratum-v2-flags = 对方在该协议中要求或提供的特性：位域，含义取决于协议。
fact-stratum-v2-refused = 对方没有同意的协议。
fact-stratum-v2-error = 对方自己给出的不同意的代码。

## TLS

fact-tls-flight-version = 服务器选定的版本：TLS 1.0 至 TLS 1.3，或 TLCP（RFC 8446 第 4.1.3 节；GB/T 38636-2020）。
fact-tls-flight-suite = 它选定的密码套件，四位十六进制（IANA；e0xx 为国密套件）。
fact-tls-flight-also_tls13 = 所问为 TLS 1.2，而它表明自己也支持 1.3（RFC 8446 第 4.1.3 节）。
fact-tls-flight-extensions = ServerHello 中各扩展的编号，按出现顺序。
fact-tls-flight-group = 密钥交换所用的群，四位十六进制（IANA TLS Supported Groups）。
fact-tls-flight-malformed = 应答的哪一部分违反了 TLS 的规则。
fact-tls-alert-description = 结束时警报的编号（IANA TLS Alerts）。
fact-tls-alert-version = 警报所在记录的版本，四位十六进制；0101 来自支持 TLCP 的软件库。
fact-tls-inside-version = 在 TLS 之内进行对话时所用的版本。
fact-tls-inside-suite = 该对话的加密套件，四位十六进制（IANA TLS Cipher Suites）。
fact-tls-inside-alpn = 服务器按名称同意的协议（RFC 7301）。
fact-tls-inside-alert = 结束该层的警报的编号（IANA TLS Alerts）。
fact-tls-inside-protocol = 在 TLS 之内成功进行的对话。
fact-tls-certificate-count = 它出示了多少张证书。
fact-tls-certificate-subject = 第一张证书的主体名称。
fact-tls-certificate-issuer = 第一张证书的颁发者名称。
fact-tls-certificate-common_name = 第一张证书主体中的通用名。
fact-tls-certificate-organisations = 第一张证书主体中的 O（组织）属性。
fact-tls-certificate-units = 第一张证书主体中的 OU（部门）属性。
fact-tls-certificate-chain = 所有证书的主体名称，按出示顺序。
fact-tls-certificate-last_issuer = 证书链中最后一张证书的颁发者。
fact-tls-certificate-alternative_names = 第一张证书中的域名、地址和 URI。
fact-tls-certificate-curve = 第一张证书密钥所在的曲线：p256、p384、secp256k1、sm2，或对象标识符。
fact-tls-certificate-signature_algorithm = 签发第一张证书所用算法的对象标识符。
fact-tls-certificate-extensions = 第一张证书各扩展的对象标识符，按出现顺序。
fact-tls-certificate-self_issued = 第一张证书的颁发者是否就是它自己。
fact-tls-certificate-sha256 = 每张证书的 SHA-256，按出示顺序。
fact-tls-certificate-sm3 = 第一张证书的 SM3 值（其密钥在 SM2 曲线上时）。
fact-tls-certificate-unreadable = 无法读取的证书有多少张。
fact-tls-certificate-encryption = 证书链中哪一张（从 0 数起）是 TLCP 的加密证书，由其签名得知。
fact-tls-key-possession = 服务器对我方随机数的签名是否证明它持有第一张证书的密钥：proven 已证明，failed 不成立，unknown 无法验证。
fact-tls-request-present = 它要求客户端出示证书。
fact-tls-request-authorities = 它接受的 CA 名称（如有列出）：谁可以加入。
fact-tls-request-algorithms = 它接受的签名算法，每个为四位十六进制。

## 矿机与挖矿程序

fact-miner-api-kind = 从应答的格式看是哪种接口：cgminer、whatsminer、axeos、xmrig 等。
fact-miner-api-software = 挖矿程序的自称。
fact-miner-api-version = 其自报的版本。
fact-miner-device-firmware = 设备的固件，依应答中的字样判断（UpstreamData/pyasic pyasic/miners/factory.py）。
fact-miner-device-model = 设备自报的型号。
fact-miner-device-parts = 参与计算的显卡和处理器的名称。
fact-miner-device-power = 设备自报的功率，以瓦计。
fact-miner-device-uptime = 程序开始工作以来的秒数。
fact-miner-work-algorithm = 所计算的算法，按挖矿程序自己的叫法。
fact-miner-work-hashrate = 每秒哈希或求解次数，取其给出的最短时段。
fact-miner-work-window = 上述均值的时段：5s、1m、av 等。
fact-miner-work-accepted = 矿池已接受的份额数。
fact-miner-work-pool = 矿池的主机和端口；绝不包括用户。
fact-miner-line-pong = 真：它以 pong 回答 miner_ping（ethereum-mining/ethminer docs/API_DOCUMENTATION.md）。
fact-miner-line-locked = 真：它要求口令，即 ethminer 的错误 -403（libapicore/ApiServer.cpp）。
fact-miner-line-cards = 挖矿程序统计的显卡数量。
fact-miner-web-locked = 真：它以 XMRig 的措辞和头字段回答 401（xmrig/xmrig src/base/api）。
fact-miner-proxy-miners = 代理目前服务的矿工数量。
fact-miner-proxy-hashrate = 代理背后全部矿工每秒的哈希次数，取最短时段。

## Handshake

fact-hns-frame-magic = 对方第一条消息开头的魔数：4 字节，按传输顺序。
fact-hns-handshake-magic = 双方互报身份时所用的魔数：4 字节，按传输顺序。
fact-hns-version-protocol = 对方声明的协议版本。
fact-hns-version-services = 对方声明的服务：位字段，第 0 位 NETWORK，第 1 位 BLOOM。
fact-hns-version-full = 对方是否声明自己提供完整的链。
fact-hns-version-time = 对方的时钟：1970 年以来的秒数（UTC）。
fact-hns-version-agent = 对方对其软件的自称。任何人都可以随意填写。
fact-hns-version-height = 对方称自己拥有的最后一个区块的高度。
fact-hns-version-relay = 对方是否希望收到交易通知。
fact-hns-reject-code = 对方拒绝我们的原因，按 BIP 61 的名称。
fact-hns-reject-reason = 对方拒绝我们时的原话。
fact-hns-genesis-hash = 对方交出的创世区块的名称，由其区块头重新计算得出。
fact-hns-genesis-refused = 对方称自己没有的创世区块的名称。
fact-hns-header-checkpoint = 询问该区块时对方出示的区块头的名称，由区块头重新计算得出。
fact-hns-header-absent = 所询问的、只有某一网络才有的区块中，对方继续往下答之前未出示的那些。

## HTTP

fact-http-response-status = 对 GET / 的答复状态码（RFC 9110 第 15 节）。
fact-http-response-version = 状态行中的版本：1.0 或 1.1。
fact-http-header-server = Server 头部：软件的自称（RFC 9110 第 10.2.4 节）。
fact-http-header-authenticate = WWW-Authenticate 中的 realm；未写明时为其认证方式（RFC 9110 第 11.6.1 节）。
fact-http-header-content_type = Content-Type 头部。
fact-http-header-powered_by = X-Powered-By 头部，由开发框架添加。
fact-http-header-stratum = X-Stratum 头部：矿工在何处领取任务（slush0/stratum-mining-proxy mining_libs/utils.py）。
fact-http-body-title = HTML 页面的标题，至多 256 字节，连续空白合为一个空格。
fact-http-body-text = 正文的前 1024 字节（如为 UTF-8 文字）。
fact-http-body-length = 收到的正文字节数，不含分块长度；至多接收 16384 字节。

## MultiChain

fact-bitcoin-multichain-chain = MultiChain 的 chain-name（链名），来自对方发给陌生节点的参数。
fact-bitcoin-multichain-protocol = 该链的 MultiChain protocol-version。
fact-bitcoin-multichain-rpc_port = 该链的 MultiChain default-rpc-port。
fact-bitcoin-multichain-anyone_can_connect = MultiChain 的 anyone-can-connect；对方只向陌生节点给出封闭链的少量参数时也为假。
fact-bitcoin-multichain-anyone_can_mine = MultiChain 的 anyone-can-mine。
fact-bitcoin-multichain-anyone_can_admin = MultiChain 的 anyone-can-admin。
fact-bitcoin-multichain-block_reward = MultiChain 的 initial-block-reward，以最小单位计；链没有币时为 0。

## 比特币系列：节点之间

fact-bitcoin-frame-magic = 对方第一条报文开头的魔数：4 字节，按传输顺序。
fact-bitcoin-frame-checksum = 报文校验和所用的哈希：sha256d、groestl、blake256，或者其他（other）。
fact-bitcoin-handshake-magic = 对方完成握手时所用的魔数：4 字节，按传输顺序。
fact-bitcoin-handshake-spoke_first = 在我方发送任何内容之前，对方是否已先发来 version 报文。
fact-bitcoin-version-protocol = 对方声明的协议版本。
fact-bitcoin-version-services = 对方声明的服务：位字段，第 0 位为 NETWORK，第 10 位为 NETWORK_LIMITED。
fact-bitcoin-version-full = 对方是否声明提供完整的链上数据。
fact-bitcoin-version-agent = 对方对其软件的自称（BIP 14）。任何人都可以随意填写。
fact-bitcoin-version-height = 对方所称其持有的最新区块的高度。
fact-bitcoin-version-relay = 对方是否希望收到交易通告（BIP 37）。
fact-bitcoin-version-time = 对方的时钟，自 1970 年起的秒数（UTC）。
fact-bitcoin-reject-code = 对方拒绝我方的原因，采用 BIP 61 的名称。
fact-bitcoin-reject-reason = 对方自己所写的拒绝理由。
fact-bitcoin-genesis-hash = 对方创世区块的哈希值，按显示顺序，取自以下各种方式中最可靠的一种。
fact-bitcoin-genesis-block = 对方交出的创世区块的哈希，由其区块头重新计算得出。
fact-bitcoin-genesis-parent = 对方列出的第一个区块头的前一区块，即其创世区块。
fact-bitcoin-genesis-unchecked = 对方交出了区块，但我方无法计算其自身哈希时，所询问的哈希值。
fact-bitcoin-genesis-refused = 对方声明没有的创世区块的哈希值。
fact-bitcoin-headers-empty = 对方在创世区块之后没有列出任何区块头：正在同步，或者链是空的。
fact-bitcoin-headers-easy = 对方列出的第一个区块头，其工作量是否低于其自身所称或该网络的要求。
fact-bitcoin-header-checkpoint = 询问某一区块时对方所出示区块头的哈希值，由该区块头重新计算得出。
fact-bitcoin-header-work = 该区块头的工作量是否已核对：met，或者无法核对（unknown）。
fact-bitcoin-header-unchecked = 所询问的区块：对方以区块头作答，但我方无法计算其哈希值。
fact-bitcoin-header-other = 对方未出示所询问的区块，而出示了另一区块头时，该区块头的 SHA-256d。
fact-bitcoin-header-absent = 只有某一网络才有、我方询问而对方没有出示的区块。
fact-bitcoin-headers-signed = 对方列出的第一个区块头以签名代替工作量证明时，其格式：tapyrus、elements。签名未经校验。
fact-bitcoin-headers-first = 对方列出的第一个区块头的前 80 字节。
fact-bitcoin-chain-hash = 对方自身链上某一区块的哈希（显示顺序）：最后一个已知区块、最新检查点高度处的区块，以及其最后区块。
fact-bitcoin-chain-height = 上述区块的高度，自某一已知区块起计数。
fact-bitcoin-chain-time = 上述区块头中的时间（1970 年以来的秒数），限于已出示者。
fact-bitcoin-chain-missing = 不在对方自身链上的已知区块的哈希。
fact-bitcoin-chain-end = 对方所列区块头结束处的高度。

## 比特币系列：JSON-RPC 服务

fact-bitcoin-rpc-unauthorized = 为真：答复 401，且 realm 属于该系列（bitcoin/bitcoin src/httprpc.cpp）。
fact-bitcoin-rpc-realm = 该 401 答复的 realm：jsonrpc（bitcoind 及其同类）、btcd RPC 及其分支、node（bcoin）。
fact-bitcoin-rpc-forbidden = 为真：答复为 libevent 形式的空 403，可能是不向我方地址提供服务的节点（bitcoin/bitcoin src/httpserver.cpp）。
fact-bitcoin-rpc-warmup = 答复错误 -28 的节点正在做什么（bitcoin/bitcoin src/rpc/protocol.h）。
fact-bitcoin-rpc-chain = getblockchaininfo 的 chain：main、test、testnet4、signet、regtest 等。各种代币使用相同的词。
fact-bitcoin-rpc-blocks = getblockchaininfo 的 blocks：最新区块的高度。
fact-bitcoin-rpc-headers = getblockchaininfo 的 headers：最佳区块头的高度。
fact-bitcoin-rpc-best = getblockchaininfo 的 bestblockhash：32 字节，按显示顺序。
fact-bitcoin-rpc-median_time = getblockchaininfo 的 mediantime：最近十一个区块的中位时间，自 1970 年起的秒数。
fact-bitcoin-rpc-chainwork = getblockchaininfo 的 chainwork：该链预期所需的哈希次数，32 字节，高位在前。
fact-bitcoin-rpc-pruned = getblockchaininfo 的 pruned：旧区块已被丢弃。
fact-bitcoin-rpc-initial_download = getblockchaininfo 的 initialblockdownload：节点认为自己远未同步完成。
fact-bitcoin-rpc-signet_challenge = getblockchaininfo 的 signet_challenge：签署区块的脚本，用以区分各个 signet 网络。
fact-bitcoin-rpc-genesis = getblockhash 0：32 字节，按显示顺序，未经核对。
fact-bitcoin-rpc-agent = getnetworkinfo 的 subversion：软件的自称。
fact-bitcoin-rpc-services = getnetworkinfo 的 localservices：位字段，与 version 报文相同。
fact-bitcoin-rpc-protocol = getnetworkinfo 的 protocolversion。
fact-bitcoin-rpc-connections = getnetworkinfo 的 connections：对等节点的数量。
fact-bitcoin-mining-transactions = getmininginfo 的 currentblocktx：节点最近生成的区块模板中的交易数（bitcoin/bitcoin src/rpc/mining.cpp；bcoin 把 coinbase 计算在内），btcd 则为最新区块的交易数（rpcserver.go）。有模板不等于在挖矿。
fact-bitcoin-mining-template = getmininginfo 的 currentblockweight（仅限自身没有挖矿功能的节点）：节点启动以来最近一次生成的区块模板的权重；有人索取模板时才会生成。bitcoin/bitcoin src/rpc/mining.cpp。
fact-bitcoin-mining-generate = getmininginfo 的 generate：节点自身在挖矿。见于 btcd、bcoin、Zcash 及其同类。
fact-bitcoin-mining-staking = getmininginfo 的 staking：节点自身在质押。见于 Komodo 及其同类。
fact-bitcoin-mining-hashrate = getmininginfo 的 hashespersec：节点自身挖矿程序每秒的哈希次数。见于 btcd。
fact-bitcoin-mining-solution_rate = getmininginfo 的 localsolps：节点自身挖矿程序每秒的 Equihash 解数。见于 Zcash 及其同类。
fact-bitcoin-mining-network_hashrate = getmininginfo 的 networkhashps：全网每秒哈希次数的估计值。

## 以太坊系列：节点发现

fact-ethereum-discv4-id = 节点密钥：64 字节，x 与 y，大端序；由 pong 的签名恢复得出。
fact-ethereum-discv4-version = 对方自己的 ping 中的发现协议版本。
fact-ethereum-discv4-udp = 对方自己的 ping 所写的 UDP 端口。
fact-ethereum-discv4-tcp = 对方自己的 ping 所写的 TCP 端口；未写明时为 0。
fact-ethereum-discv4-enr_seq = 对方 pong 或 ping 中节点记录的序号。
fact-ethereum-enr-seq = 对方节点记录中的序号。
fact-ethereum-enr-names = 节点记录中各条目的名称，如 eth、snap、eth2、opstack、bsc。
fact-ethereum-enr-tcp = 节点记录中的 TCP 端口。
fact-ethereum-enr-udp = 节点记录中的 UDP 端口。
fact-ethereum-enr-fork_hash = 节点记录 eth 条目中的分叉哈希（EIP-2124）：4 字节。
fact-ethereum-enr-fork_next = 节点记录 eth 条目中的下一次分叉；未知时为 0。

## 以太坊系列：节点之间

fact-ethereum-rlpx-ack = 对方完成了密钥交换：它持有所询问的节点密钥的私钥。
fact-ethereum-rlpx-closed = 对方在密钥交换之后、发出 Hello 之前断开，未说明理由。
fact-ethereum-hello-agent = 对方对其软件的自称。任何人都可以任意填写。
fact-ethereum-hello-caps = 对方在此传输上提供的协议，写作 eth/68 之类的文字。
fact-ethereum-hello-version = 传输协议的版本：EIP-706 为 5。
fact-ethereum-hello-id = 对方所报的节点密钥：64 字节，x 与 y，大端序。
fact-ethereum-hello-port = 对方自称监听的端口；未监听时为 0。
fact-ethereum-status-version = 对方 Status 中 eth 协议的版本。
fact-ethereum-status-network_id = 网络号，不一定等于链 ID。
fact-ethereum-status-genesis = 对方所报创世区块的哈希。
fact-ethereum-status-fork_hash = 分叉哈希（EIP-2124）：4 字节，对创世区块哈希和已过分叉计算的 CRC-32。
fact-ethereum-status-fork_next = 下一次分叉（EIP-2124）：区块号或以秒计的时间；未知时为 0。
fact-ethereum-status-head = 对方最新区块的哈希。
fact-ethereum-status-difficulty = 对方链的总难度，至 eth/68 为止。
fact-ethereum-status-earliest = 对方完整拥有的第一个区块，自 eth/69 起。
fact-ethereum-status-latest = 对方完整拥有的最后一个区块，自 eth/69 起。
fact-ethereum-header-genesis = 对方出示其区块头的 0 号区块的哈希：与其 Status 中的创世区块哈希相同。
fact-ethereum-header-genesis_time = 该区块头中的时间。
fact-ethereum-header-genesis_difficulty = 该区块头中的难度。
fact-ethereum-header-genesis_extra = 该区块头中的附加数据；某些共识引擎在此写入签名者或验证者。
fact-ethereum-header-genesis_mix = 该区块头中的混合摘要；BFT 类共识引擎在此写入固定值。
fact-ethereum-header-head = 对方出示其区块头的最新区块的哈希。
fact-ethereum-header-head_number = 该区块头中的高度。
fact-ethereum-header-head_time = 该区块头中的时间，以 1970 年起的秒计；某些共识引擎以纳秒计。
fact-ethereum-header-head_difficulty = 该区块头中的难度。
fact-ethereum-header-head_extra = 该区块头中的附加数据。
fact-ethereum-header-head_mix = 该区块头中的混合摘要。
fact-ethereum-header-checkpoint = 按高度询问、对方出示了区块头且哈希已核算的区块之哈希：哪个网络拥有该区块、是否为其独有，由网络图鉴说明。
fact-ethereum-header-checkpoint_number = 上述区块的高度。
fact-ethereum-header-other = 在检查点高度出示的、并非所询问区块的区块头之哈希。
fact-ethereum-header-other_number = 上述区块的高度。
fact-ethereum-header-other_time = 上述区块头中的时间。
fact-ethereum-block-hash = 最新检查点高度处区块的哈希：32 字节，按其所述。
fact-ethereum-block-number = 上述区块的高度。
fact-ethereum-block-absent = 该节点没有区块的最新检查点高度。
fact-ethereum-header-absent = 对方没有区块的高度；0 即创世区块。
fact-ethereum-header-unmatched = 并非所询问区块的区块头之哈希：对方自相矛盾。
fact-ethereum-disconnect-reason = 对方拒绝连接的理由，用规范中的名称。

## 以太坊系列：JSON-RPC

fact-ethereum-rpc-client_version = web3_clientVersion：软件的自称。
fact-ethereum-rpc-chain_id = eth_chainId（EIP-155）。任何人都可以自行选定。
fact-ethereum-rpc-network_id = net_version：网络号，不一定等于链 ID。
fact-ethereum-rpc-genesis = eth_getBlockByNumber 给出的 0 号区块的哈希：32 字节，按对方所给。
fact-ethereum-block0-consistent = 该哈希是否等于一同给出的区块头各字段的 keccak。某些共识引擎计算哈希时略去附加数据的一部分。
fact-ethereum-block0-timestamp = 0 号区块的时间，以 1970 年起的秒计。
fact-ethereum-block0-difficulty = 0 号区块的难度。
fact-ethereum-block0-gas_limit = 0 号区块的 gas 上限。
fact-ethereum-block0-extra_data = 0 号区块的附加数据：clique 写入签名者，BFT 类共识引擎写入验证者。
fact-ethereum-block0-mix_hash = 0 号区块的混合哈希：BFT 类共识引擎写入固定值。
fact-ethereum-latest-number = 最新区块的高度。
fact-ethereum-latest-hash = 最新区块的哈希：32 字节，按对方所给。
fact-ethereum-latest-timestamp = 最新区块的时间，以 1970 年起的秒计；采用 raft 的 GoQuorum 以纳秒计。
fact-ethereum-latest-difficulty = 最新区块的难度：权益证明为 0，clique 为 1 或 2，BFT 类共识引擎为 1，工作量证明则很大。
fact-ethereum-latest-gas_limit = 最新区块的 gas 上限。
fact-ethereum-latest-extra_data = 最新区块的附加数据。
fact-ethereum-latest-mix_hash = 最新区块的混合哈希。
fact-ethereum-rpc-syncing = eth_syncing：节点自称落后。开发者的链也可能这样回答。
fact-ethereum-rpc-peers = net_peerCount：对等节点的数量。
fact-ethereum-rpc-mining = eth_mining 的答复：验证者和模拟器也会回答“是”，因此它本身不表明挖矿。
fact-ethereum-rpc-hashrate = eth_hashrate：节点自身挖矿程序每秒的哈希次数。
fact-ethereum-rpc-gas_price = eth_gasPrice，以 wei 计。
fact-ethereum-rpc-modules = rpc_modules：已启用接口的名称。
fact-ethereum-rpc-signers = clique_getSigners：各为 20 字节的地址。
fact-ethereum-rpc-validators = 节点通过其某个 BFT 接口报出的验证者：各为 20 字节的地址。
fact-ethereum-rpc-validators_by = 报出验证者的接口：istanbul（GoQuorum、Celo、Kaia）、ibft 或 qbft（Besu）。
fact-ethereum-rpc-validator_count = 它报出的验证者或签名者的数量。
fact-ethereum-rpc-enode_id = admin_nodeInfo：节点密钥，64 字节，x 与 y，大端序。此项开放时，整个管理接口都是开放的。
fact-ethereum-rpc-engines = admin_nodeInfo：GoQuorum 所报的共识引擎，以及链配置中的各引擎。
fact-ethereum-rpc-errors = 以 JSON-RPC 错误作答的方法，写作 admin_nodeInfo -32601 之类的文字。-32604 是 Besu 对未启用接口的错误号。
fact-ethereum-rpc-no_batches = 为真：服务不接受在一次请求中提出多个问题。
fact-ethereum-rpc-refusal = 不作答的理由：unauthorized 与 host-not-authorized（Besu）、invalid-host（geth）、token-missing（engine 接口）。
fact-ethereum-simulator-name = 模拟器通过只有模拟器才有的方法 hardhat_metadata、anvil_nodeInfo 对自身的说明。
fact-ethereum-simulator-forked = 该模拟器是否接续另一条链的历史。
fact-ethereum-ws-accepted = 是：服务端转入 WebSocket，并在应答中采用了我方的密钥。RFC 6455 第 4.2.2 节。
fact-ethereum-ws-server = 转入 WebSocket 的应答中的 Server 头。
fact-ethereum-ws-close = 服务端关闭连接时给出的状态码（如有）。RFC 6455 第 7.4 节。
fact-ethereum-fisco-version = getClientVersion：FISCO BCOS 2 的版本。FISCO-BCOS librpc/Rpc.cpp。
fact-ethereum-fisco-chain_id = getClientVersion（2.x）或 getGroupInfoList（3.x）给出的 FISCO BCOS 链 ID。
fact-ethereum-fisco-groups = getGroupInfoList：FISCO BCOS 3 节点所属各群组的名称。FISCO-BCOS bcos-rpc jsonrpc/Common.h。
fact-ethereum-fisco-web3 = FISCO BCOS 3 的 web3_clientVersion，它在此像以太坊一样作答。FISCO-BCOS bcos-rpc Web3Endpoint.cpp。
