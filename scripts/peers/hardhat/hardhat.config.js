// The simulated network as it is, or with another chain id.
module.exports = {
  solidity: '0.8.24', // a word that hardhat insists on; nothing is compiled
  networks: process.env.CHAIN_ID ? {hardhat: {chainId: Number(process.env.CHAIN_ID)}} : {},
};
