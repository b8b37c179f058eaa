//! Miners for processors, and the proxy of one of them.

use coinsift_verdict::verdict::Role;

use super::{Device, Manner, Says};

pub(super) const TABLE: &[Device] = &[
    Device {
        name: "xmrig",
        port: 44444,
        manner: Manner::Pages(&[
            (
                "/2/summary",
                "200 OK\r\nContent-Type: application/json\r\nAccess-Control-Allow-Origin: *\r\nAccess-Control-Allow-Methods: GET, PUT, POST, DELETE\r\nAccess-Control-Allow-Headers: Authorization, Content-Type",
                "{\"id\":\"1a2b3c4d5e6f7081\",\"worker_id\":\"build-server-7\",\"uptime\":86400,\"restricted\":true,\"resources\":{\"load_average\":[15.9,16.0,16.1],\"hardware_concurrency\":32},\"features\":[\"api\",\"asm\",\"http\"],\"results\":{\"diff_current\":240000,\"shares_good\":911,\"shares_total\":915,\"avg_time\":94,\"hashes_total\":1313131313},\"algo\":\"rx/0\",\"connection\":{\"pool\":\"pool.example.org:3333\",\"ip\":\"192.0.2.1\",\"uptime\":86390,\"ping\":41,\"failures\":0,\"tls\":null,\"algo\":\"rx/0\",\"diff\":240000,\"accepted\":911,\"rejected\":4},\"version\":\"6.21.0\",\"kind\":\"miner\",\"ua\":\"XMRig/6.21.0 (Linux x86_64) libuv/1.44.2 gcc/9.3.0\",\"cpu\":{\"brand\":\"AMD Ryzen 9 5950X 16-Core Processor\",\"cores\":16,\"threads\":32},\"donate_level\":1,\"paused\":false,\"hashrate\":{\"total\":[15211.4,15180.2,15190.9],\"highest\":15399.9}}",
            ),
            (
                "*",
                "404 Not Found\r\nContent-Type: application/json\r\nAccess-Control-Allow-Origin: *\r\nAccess-Control-Allow-Methods: GET, PUT, POST, DELETE\r\nAccess-Control-Allow-Headers: Authorization, Content-Type",
                "{\"status\":404,\"error\":\"NOT_FOUND\"}",
            ),
        ]),
        says: Says::Hashes(Role::Miner),
    },
    Device {
        name: "xmrig-web",
        port: 8080,
        manner: Manner::Pages(&[
            (
                "/2/summary",
                "200 OK\r\nContent-Type: application/json\r\nAccess-Control-Allow-Origin: *\r\nAccess-Control-Allow-Methods: GET, PUT, POST, DELETE\r\nAccess-Control-Allow-Headers: Authorization, Content-Type",
                "{\"id\":\"1a2b3c4d5e6f7081\",\"worker_id\":\"build-server-7\",\"uptime\":86400,\"restricted\":true,\"resources\":{\"load_average\":[15.9,16.0,16.1],\"hardware_concurrency\":32},\"features\":[\"api\",\"asm\",\"http\"],\"results\":{\"diff_current\":240000,\"shares_good\":911,\"shares_total\":915,\"avg_time\":94,\"hashes_total\":1313131313},\"algo\":\"rx/0\",\"connection\":{\"pool\":\"pool.example.org:3333\",\"ip\":\"192.0.2.1\",\"uptime\":86390,\"ping\":41,\"failures\":0,\"tls\":null,\"algo\":\"rx/0\",\"diff\":240000,\"accepted\":911,\"rejected\":4},\"version\":\"6.21.0\",\"kind\":\"miner\",\"ua\":\"XMRig/6.21.0 (Linux x86_64) libuv/1.44.2 gcc/9.3.0\",\"cpu\":{\"brand\":\"AMD Ryzen 9 5950X 16-Core Processor\",\"cores\":16,\"threads\":32},\"donate_level\":1,\"paused\":false,\"hashrate\":{\"total\":[15211.4,15180.2,15190.9],\"highest\":15399.9}}",
            ),
            (
                "*",
                "404 Not Found\r\nContent-Type: application/json\r\nAccess-Control-Allow-Origin: *\r\nAccess-Control-Allow-Methods: GET, PUT, POST, DELETE\r\nAccess-Control-Allow-Headers: Authorization, Content-Type",
                "{\"status\":404,\"error\":\"NOT_FOUND\"}",
            ),
        ]),
        says: Says::Hashes(Role::Miner),
    },
    Device {
        name: "xmrig-paused",
        port: 44444,
        manner: Manner::Pages(&[
            (
                "/2/summary",
                "200 OK\r\nContent-Type: application/json\r\nAccess-Control-Allow-Origin: *\r\nAccess-Control-Allow-Methods: GET, PUT, POST, DELETE\r\nAccess-Control-Allow-Headers: Authorization, Content-Type",
                "{\"id\":\"1a2b3c4d5e6f7081\",\"worker_id\":\"build-server-7\",\"uptime\":86400,\"restricted\":true,\"resources\":{\"load_average\":[15.9,16.0,16.1],\"hardware_concurrency\":32},\"features\":[\"api\",\"asm\",\"http\"],\"results\":{\"diff_current\":240000,\"shares_good\":911,\"shares_total\":915,\"avg_time\":94,\"hashes_total\":1313131313},\"algo\":\"rx/0\",\"connection\":{\"pool\":\"pool.example.org:3333\",\"ip\":\"192.0.2.1\",\"uptime\":86390,\"ping\":41,\"failures\":0,\"tls\":null,\"algo\":\"rx/0\",\"diff\":240000,\"accepted\":911,\"rejected\":4},\"version\":\"6.21.0\",\"kind\":\"miner\",\"ua\":\"XMRig/6.21.0 (Linux x86_64) libuv/1.44.2 gcc/9.3.0\",\"cpu\":{\"brand\":\"AMD Ryzen 9 5950X 16-Core Processor\",\"cores\":16,\"threads\":32},\"donate_level\":1,\"paused\":true,\"hashrate\":{\"total\":[null,null,null],\"highest\":null}}",
            ),
            (
                "*",
                "404 Not Found\r\nContent-Type: application/json\r\nAccess-Control-Allow-Origin: *\r\nAccess-Control-Allow-Methods: GET, PUT, POST, DELETE\r\nAccess-Control-Allow-Headers: Authorization, Content-Type",
                "{\"status\":404,\"error\":\"NOT_FOUND\"}",
            ),
        ]),
        says: Says::Signs(Role::Miner),
    },
    Device {
        name: "xmrig-token",
        port: 44444,
        manner: Manner::Pages(&[(
            "*",
            "401 Unauthorized\r\nContent-Type: application/json\r\nAccess-Control-Allow-Origin: *\r\nAccess-Control-Allow-Methods: GET, PUT, POST, DELETE\r\nAccess-Control-Allow-Headers: Authorization, Content-Type",
            "{\"status\":401,\"error\":\"UNAUTHORIZED\"}",
        )]),
        says: Says::Signs(Role::Miner),
    },
    Device {
        name: "xmrig-token-web",
        port: 8080,
        manner: Manner::Pages(&[(
            "*",
            "401 Unauthorized\r\nContent-Type: application/json\r\nAccess-Control-Allow-Origin: *\r\nAccess-Control-Allow-Methods: GET, PUT, POST, DELETE\r\nAccess-Control-Allow-Headers: Authorization, Content-Type",
            "{\"status\":401,\"error\":\"UNAUTHORIZED\"}",
        )]),
        says: Says::Signs(Role::Miner),
    },
    Device {
        name: "xmrig-proxy",
        port: 44444,
        manner: Manner::Pages(&[
            (
                "/2/summary",
                "200 OK\r\nContent-Type: application/json\r\nAccess-Control-Allow-Origin: *\r\nAccess-Control-Allow-Methods: GET, PUT, POST, DELETE\r\nAccess-Control-Allow-Headers: Authorization, Content-Type",
                "{\"id\":\"aa\",\"worker_id\":\"gate\",\"uptime\":9000,\"restricted\":true,\"version\":\"6.21.0\",\"kind\":\"proxy\",\"mode\":\"nicehash\",\"ua\":\"xmrig-proxy/6.21.0\",\"donate_level\":0,\"donated\":0,\"hashrate\":{\"total\":[412.5,412.5,412.5,412.5,412.5,412.5]},\"miners\":{\"now\":31,\"max\":40},\"workers\":31,\"upstreams\":{\"active\":1,\"sleep\":0,\"error\":0,\"total\":1,\"ratio\":31},\"results\":{\"accepted\":20,\"rejected\":0,\"invalid\":0,\"expired\":0}}",
            ),
            (
                "*",
                "404 Not Found\r\nContent-Type: application/json\r\nAccess-Control-Allow-Origin: *\r\nAccess-Control-Allow-Methods: GET, PUT, POST, DELETE\r\nAccess-Control-Allow-Headers: Authorization, Content-Type",
                "{\"status\":404,\"error\":\"NOT_FOUND\"}",
            ),
        ]),
        says: Says::Hashes(Role::Proxy),
    },
    Device {
        name: "xmrig-proxy-idle",
        port: 44444,
        manner: Manner::Pages(&[
            (
                "/2/summary",
                "200 OK\r\nContent-Type: application/json\r\nAccess-Control-Allow-Origin: *\r\nAccess-Control-Allow-Methods: GET, PUT, POST, DELETE\r\nAccess-Control-Allow-Headers: Authorization, Content-Type",
                "{\"id\":\"aa\",\"worker_id\":\"gate\",\"uptime\":9000,\"restricted\":true,\"version\":\"6.21.0\",\"kind\":\"proxy\",\"mode\":\"nicehash\",\"ua\":\"xmrig-proxy/6.21.0\",\"donate_level\":0,\"donated\":0,\"hashrate\":{\"total\":[0,0,0,0,0,0]},\"miners\":{\"now\":0,\"max\":40},\"workers\":0,\"upstreams\":{\"active\":1,\"sleep\":0,\"error\":0,\"total\":1,\"ratio\":0},\"results\":{\"accepted\":20,\"rejected\":0,\"invalid\":0,\"expired\":0}}",
            ),
            (
                "*",
                "404 Not Found\r\nContent-Type: application/json\r\nAccess-Control-Allow-Origin: *\r\nAccess-Control-Allow-Methods: GET, PUT, POST, DELETE\r\nAccess-Control-Allow-Headers: Authorization, Content-Type",
                "{\"status\":404,\"error\":\"NOT_FOUND\"}",
            ),
        ]),
        says: Says::Signs(Role::Proxy),
    },
    Device {
        name: "xmr-stak",
        port: 8080,
        manner: Manner::Pages(&[
            (
                "/",
                "200 OK\r\nContent-Type: text/html",
                "<!DOCTYPE html><html><head><title>XMR-Stak Monero Miner</title></head><body>XMR-Stak Monero Miner</body></html>",
            ),
            (
                "/api.json",
                "200 OK\r\nContent-Type: application/json",
                "{\"version\":\"xmr-stak/2.10.8/752fd1e7e/lin/lin/amd-cpu/20\",\"hashrate\":{\"threads\":[[410.0,411.0,410.5]],\"total\":[410.0,411.0,410.5],\"highest\":430.1},\"results\":{\"diff_current\":20000,\"shares_good\":40,\"shares_total\":41},\"connection\":{\"pool\":\"pool.example.org:5555\",\"uptime\":4011,\"ping\":30}}",
            ),
        ]),
        says: Says::Hashes(Role::Miner),
    },
    Device {
        name: "srbminer",
        port: 21550,
        manner: Manner::Pages(&[(
            "/",
            "200 OK\r\nContent-Type: application/json",
            "{\"rig_name\":\"attic\",\"cpu_devices\":[],\"miner_version\":\"2.4.8\",\"total_cpu_workers\":16,\"mining_time\":7200,\"algorithms\":[{\"id\":0,\"name\":\"randomx\",\"pool\":{\"pool\":\"pool.example.org:3333\"},\"shares\":{\"total\":31,\"accepted\":30,\"rejected\":1},\"hashrate\":{\"1min\":9100.5,\"now\":9120.5}}]}",
        )]),
        says: Says::Hashes(Role::Miner),
    },
];
