// hsd runs in memory here, so its database add-on, which would have to be compiled, is never called:
// an empty stand-in is loaded in its place.
'use strict';

const Module = require('module');

const load = Module._load;

Module._load = function (request, parent, isMain) {
  const loaded = load.call(this, request, parent, isMain);
  if (request !== 'loady') return loaded;
  const instead = (name, ...rest) => (name === 'leveldown' ? {} : loaded(name, ...rest));
  return Object.assign(instead, loaded);
};
