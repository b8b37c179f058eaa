// A peer that speaks devp2p by the JavaScript implementation: discovery, RLPx, and `eth` on a private genesis block.
// usage: peer.mjs PORT VERSIONS MODULES   VERSIONS as in 66,68; MODULES is the node_modules it comes from
// It has no block beyond the first and says so: questions for headers get an empty answer.
import path from 'node:path';
import {pathToFileURL} from 'node:url';

const [port, versions, modules] = process.argv.slice(2);
const library = (name) =>
  import(pathToFileURL(path.join(modules, '@ethereumjs', name, 'dist', 'esm', 'index.js')).href);
const {DPT, ETH, EthMessageCodes, RLPx} = await library('devp2p');
const {createCommonFromGethGenesis} = await library('common');
const {hexToBytes, intToBytes} = await library('util');

const key = hexToBytes(`0x${'01'.repeat(32)}`);
const genesis = `0x${'5e'.repeat(32)}`; // a block that nobody has
const rules = {
  chainId: 20265, // in no list
  homesteadBlock: 0, eip150Block: 0, eip155Block: 0, eip158Block: 0, byzantiumBlock: 0, constantinopleBlock: 0,
  petersburgBlock: 0, istanbulBlock: 0, berlinBlock: 0, londonBlock: 0, ethash: {},
};
const common = createCommonFromGethGenesis(
  {
    name: 'lab', config: rules, difficulty: '0x1', gasLimit: '0x1c9c380', nonce: '0x0', timestamp: '0x0',
    extraData: '0x', mixHash: `0x${'00'.repeat(32)}`, coinbase: `0x${'00'.repeat(20)}`,
    alloc: {},
  },
  {chain: 'lab', genesisHash: hexToBytes(genesis), hardfork: 'london'},
);

const endpoint = {address: '127.0.0.1', udpPort: Number(port), tcpPort: Number(port)};
const dpt = new DPT(key, {endpoint, common, refreshInterval: 3600_000, shouldFindNeighbours: false});
const rlpx = new RLPx(key, {
  common,
  dpt,
  maxPeers: 25,
  listenPort: Number(port),
  capabilities: versions.split(',').map((version) => ETH[`eth${version}`]),
});

// Strangers hang up; that is no reason to end.
for (const events of [dpt.events, rlpx.events]) events.on('error', (error) => console.error(String(error)));
rlpx.events.on('peer:error', (peer, error) => console.error(String(error)));
rlpx.events.on('peer:added', (peer) => {
  const eth = peer.getProtocols().find((protocol) => protocol instanceof ETH);
  if (!eth) return;
  eth.events.on('message', (code, payload) => {
    if (code !== EthMessageCodes.GET_BLOCK_HEADERS) return;
    eth.sendMessage(EthMessageCodes.BLOCK_HEADERS, eth.getVersion() >= 66 ? [payload[0], []] : []);
  });
  const hash = hexToBytes(genesis);
  eth.sendStatus({td: intToBytes(1), bestHash: hash, genesisHash: hash});
});

rlpx.listen(Number(port), '127.0.0.1');
dpt.bind(Number(port), '127.0.0.1');
