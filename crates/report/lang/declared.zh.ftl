### 代码中以英文声明的内容的中文文本：各种对话（dialogue-）与事实（fact-）。
### 编号由名称得来，其中的点改为连字符。

## 对话

dialogue-greeting = 不发送任何内容，只听取端口自行发来的话
dialogue-http = 以 HTTP/1.1 请求首页 /，读取其头部和开头部分
dialogue-bitcoin-p2p = 比特币系列节点之间的握手，然后询问创世区块
dialogue-bitcoin-rpc = 不带口令地询问比特币节点的 JSON-RPC 服务跟随哪一条链
dialogue-ethereum-devp2p = 以太坊节点之间的加密握手、各自的 Status，以及若干区块头
dialogue-ethereum-discv4 = 以 UDP 询问以太坊节点的发现服务，由其签名得知节点密钥
dialogue-ethereum-rpc = 不带口令地询问以太坊节点的 JSON-RPC 服务跟随哪一条链

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
fact-ethereum-fisco-version = getClientVersion：FISCO BCOS 2 的版本。FISCO-BCOS librpc/Rpc.cpp。
fact-ethereum-fisco-chain_id = getClientVersion：FISCO BCOS 的链 ID。
fact-ethereum-fisco-web3 = FISCO BCOS 3 的 web3_clientVersion，它在此像以太坊一样作答。FISCO-BCOS bcos-rpc Web3Endpoint.cpp。
