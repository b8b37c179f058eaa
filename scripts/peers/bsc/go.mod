// Builds BNB Smart Chain's geth, which calls itself github.com/ethereum/go-ethereum and replaces two modules.
module coinsift/peers/bsc

go 1.25.0

require github.com/ethereum/go-ethereum v1.15.0

replace (
	github.com/cometbft/cometbft => github.com/bnb-chain/greenfield-cometbft v1.3.2
	github.com/ethereum/go-ethereum => github.com/bnb-chain/bsc v1.7.8
	github.com/tendermint/tendermint => github.com/bnb-chain/tendermint v0.31.17
)
