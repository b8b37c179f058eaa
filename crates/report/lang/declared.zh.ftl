### 代码中以英文声明的内容的中文文本：各种对话（dialogue-）与事实（fact-）。
### 编号由名称得来，其中的点改为连字符。

## 对话

dialogue-greeting = 不发送任何内容，只听取端口自行发来的话
dialogue-http = 以 HTTP/1.1 请求首页 /，读取其头部和开头部分
dialogue-bitcoin-p2p = 比特币系列节点之间的握手，然后询问创世区块
dialogue-bitcoin-rpc = 不带口令地询问比特币节点的 JSON-RPC 服务跟随哪一条链

## 问候

fact-greeting-first-bytes = 已知协议均无法解释的对方最先发来的字节，至多 64 个。
fact-greeting-first-line = 此类对方发来的第一行文字（如为文字）。
fact-greeting-shape-name = 从问候的形式看是哪种服务：ssh、smtp、ftp、imap、pop3、vnc、http、redis、memcached。

## HTTP

fact-http-response-status = 对 GET / 的答复状态码（RFC 9110 第 15 节）。
fact-http-response-version = 状态行中的版本：1.0 或 1.1。
fact-http-header-server = Server 头部：软件的自称（RFC 9110 第 10.2.4 节）。
fact-http-header-authenticate = WWW-Authenticate 中的 realm；未写明时为其认证方式（RFC 9110 第 11.6.1 节）。
fact-http-header-content_type = Content-Type 头部。
fact-http-header-powered_by = X-Powered-By 头部，由开发框架添加。
fact-http-body-title = HTML 页面的标题，至多 256 字节，连续空白合为一个空格。
fact-http-body-text = 正文的前 1024 字节（如为 UTF-8 文字）。
fact-http-body-length = 收到的正文字节数，不含分块长度；至多接收 16384 字节。

## 比特币系列：节点之间

fact-bitcoin-frame-magic = 对方第一条报文开头的魔数：4 字节，按传输顺序。
fact-bitcoin-frame-checksum = 报文校验和所用的哈希：sha256d，或者其他（other）。
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
fact-bitcoin-genesis-block = 对方交出的创世区块的哈希值；已核对其区块头的 SHA-256d。
fact-bitcoin-genesis-parent = 对方列出的第一个区块头的前一区块，即其创世区块。
fact-bitcoin-genesis-unchecked = 对方交出了区块，但我方无法计算其自身哈希时，所询问的哈希值。
fact-bitcoin-genesis-refused = 对方声明没有的创世区块的哈希值。
fact-bitcoin-headers-empty = 对方在创世区块之后没有列出任何区块头：正在同步，或者链是空的。
fact-bitcoin-headers-first = 对方列出的第一个区块头的前 80 字节。

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
fact-bitcoin-mining-generate = getmininginfo 的 generate：节点自身在挖矿。见于 btcd、bcoin、Zcash 及其同类。
fact-bitcoin-mining-staking = getmininginfo 的 staking：节点自身在质押。见于 Komodo 及其同类。
fact-bitcoin-mining-hashrate = getmininginfo 的 hashespersec：节点自身挖矿程序每秒的哈希次数。见于 btcd。
fact-bitcoin-mining-solution_rate = getmininginfo 的 localsolps：节点自身挖矿程序每秒的 Equihash 解数。见于 Zcash 及其同类。
fact-bitcoin-mining-network_hashrate = getmininginfo 的 networkhashps：全网每秒哈希次数的估计值。
