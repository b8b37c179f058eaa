// Preloaded into bcoin, which asks name servers for its own public address and has no switch against it.
'use strict';

const {Resolver} = require('dns');

for (const name of ['resolve', 'resolve4', 'resolve6'])
  Resolver.prototype[name] = (...args) => args.pop()(new Error('a lab node asks no name server'));
