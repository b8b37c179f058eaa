// Builds GoQuorum's geth. It calls itself github.com/ethereum/go-ethereum and replaces a module of its own, both of
// which `go install` refuses, so that this module repeats the replacement and names the release by its commit.
module coinsift/peers/goquorum

go 1.15

require github.com/ethereum/go-ethereum v1.10.3

replace (
	github.com/coreos/etcd => github.com/Consensys/etcd v3.3.13-quorum197+incompatible
	github.com/ethereum/go-ethereum => github.com/ConsenSys/quorum v0.0.0-20221208112643-d318a5aa973a // 22.7.4
)
