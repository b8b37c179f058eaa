//! Miners for graphics cards.

use coinsift_verdict::verdict::Role;

use super::{Device, Manner, Says};

pub(super) const TABLE: &[Device] = &[
    Device {
        name: "t-rex",
        port: 4067,
        manner: Manner::Pages(&[(
            "/summary",
            "200 OK\r\nContent-Type: application/json",
            "{\"accepted_count\":120,\"active_pool\":{\"difficulty\":\"2.1 G\",\"url\":\"stratum+tcp://etc.example.org:4444\",\"user\":\"0x00000000000000000000000000000000000000aa\"},\"algorithm\":\"etchash\",\"gpu_total\":2,\"gpus\":[{\"name\":\"GeForce RTX 3080\",\"hashrate\":98000000,\"power\":0},{\"name\":\"GeForce RTX 3080\",\"hashrate\":97500000,\"power\":0}],\"hashrate\":195500000,\"name\":\"t-rex\",\"uptime\":7311,\"version\":\"0.26.8\"}",
        )]),
        says: Says::Hashes(Role::Miner),
    },
    Device {
        name: "nbminer",
        port: 22333,
        manner: Manner::Pages(&[(
            "/api/v1/status",
            "200 OK\r\nContent-Type: application/json",
            "{\"miner\":{\"devices\":[{\"id\":0,\"info\":\"NVIDIA GeForce RTX 3060 Ti\",\"hashrate\":\"60.11 M\",\"power\":118}],\"total_hashrate\":\"60.11 M\",\"total_power_consume\":118},\"reboot_times\":0,\"start_time\":1763990000,\"stratum\":{\"accepted_shares\":88,\"algorithm\":\"ethash\",\"difficulty\":\"4.295G\",\"url\":\"etc.example.org:4444\",\"user\":\"0x00000000000000000000000000000000000000aa.rig\"},\"version\":\"42.3\"}",
        )]),
        says: Says::Hashes(Role::Miner),
    },
    Device {
        name: "lolminer",
        port: 4067,
        manner: Manner::Pages(&[(
            "/summary",
            "200 OK\r\nContent-Type: application/json",
            "{\"Software\":\"lolMiner 1.88\",\"Session\":{\"Startup\":1763990000,\"Uptime\":5000},\"Num_Workers\":1,\"Workers\":[{\"Index\":0,\"Name\":\"Radeon RX 6800\",\"Power\":0}],\"Num_Algorithms\":1,\"Algorithms\":[{\"Algorithm\":\"Ethash\",\"Pool\":\"etc.example.org:4444\",\"User\":\"0x0\",\"Total_Performance\":62.3,\"Performance_Unit\":\"Mh/s\",\"Performance_Factor\":1000000}]}",
        )]),
        says: Says::Hashes(Role::Miner),
    },
    Device {
        name: "gminer",
        port: 10050,
        manner: Manner::Pages(&[(
            "/stat",
            "200 OK\r\nContent-Type: application/json",
            "{\"uptime\":4100,\"server\":\"stratum://kas.example.org:5555\",\"user\":\"kaspa:qexample.rig\",\"algorithm\":\"KHeavyHash\",\"electricity\":0.1,\"total_accepted_shares\":300,\"devices\":[{\"gpu_id\":0,\"name\":\"GeForce RTX 3080\",\"speed\":480000000,\"power_usage\":0}],\"miner\":\"GMiner 3.44\"}",
        )]),
        says: Says::Hashes(Role::Miner),
    },
    Device {
        name: "rigel",
        port: 10050,
        manner: Manner::Pages(&[(
            "/stat",
            "200 OK\r\nContent-Type: application/json",
            "{\"name\":\"rigel\",\"version\":\"1.19.1\",\"algorithm\":\"autolykos2\",\"hashrate\":{\"autolykos2\":258000000},\"power_usage\":205,\"uptime\":910,\"devices\":[{\"id\":0,\"name\":\"GeForce RTX 3080\"}],\"solution_stat\":{\"autolykos2\":{\"accepted\":12}}}",
        )]),
        says: Says::Hashes(Role::Miner),
    },
    Device {
        name: "bzminer",
        port: 4014,
        manner: Manner::Pages(&[(
            "/status",
            "200 OK\r\nContent-Type: application/json",
            "{\"bzminer_version\":\"v21.0.3\",\"rig_name\":\"shed\",\"pools\":[{\"algorithm\":\"kaspa\",\"url\":\"stratum+tcp://kas.example.org:5555\"}],\"devices\":[{\"name\":\"GeForce RTX 3080\",\"hashrate\":[470000000],\"power\":170}]}",
        )]),
        says: Says::Hashes(Role::Miner),
    },
    Device {
        name: "ethminer",
        port: 3333,
        manner: Manner::Questions(&[
            (
                "{\"id\":0,\"jsonrpc\":\"2.0\",\"method\":\"miner_ping\"}",
                "{\"id\":0,\"jsonrpc\":\"2.0\",\"result\":\"pong\"}\n",
            ),
            (
                "{\"id\":0,\"jsonrpc\":\"2.0\",\"method\":\"miner_getstat1\"}",
                "{\"id\":0,\"jsonrpc\":\"2.0\",\"result\":[\"ethminer-0.19.0\",\"812\",\"61134;219;0\",\"30511;30623\",\"0;0;0\",\"off;off\",\"54;40; 57;44\",\"etc.example.org:4444\",\"0;0;0;0\"]}\n",
            ),
            (
                "*",
                "{\"id\":null,\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32601,\"message\":\"Method not found\"}}\n",
            ),
        ]),
        says: Says::Hashes(Role::Miner),
    },
    Device {
        name: "phoenixminer",
        port: 3333,
        manner: Manner::Questions(&[(
            "{\"id\":0,\"jsonrpc\":\"2.0\",\"method\":\"miner_getstat1\"}",
            "{\"id\":0,\"jsonrpc\":\"2.0\",\"result\":[\"5.5c - ETH\",\"812\",\"61134;219;0\",\"30511;30623\",\"0;0;0\",\"off;off\",\"54;40; 57;44\",\"etc.example.org:4444\",\"0;0;0;0\"]}\n",
        )]),
        says: Says::Hashes(Role::Miner),
    },
    Device {
        name: "ethminer-locked",
        port: 3333,
        manner: Manner::Questions(&[(
            "*",
            "{\"id\":0,\"jsonrpc\":\"2.0\",\"error\":{\"code\":-403,\"message\":\"Authorization needed\"}}\n",
        )]),
        says: Says::Signs(Role::Miner),
    },
    Device {
        name: "ccminer",
        port: 4068,
        manner: Manner::Questions(&[(
            "summary",
            "NAME=ccminer;VER=2.3;API=1.9;ALGO=lyra2v3;GPUS=2;KHS=92131.52;SOLV=0;ACC=512;REJ=3;ACCMN=8.1;DIFF=512.0;NETKHS=0;POOLS=1;WAIT=0;UPTIME=3792;TS=1764000001|\0",
        )]),
        says: Says::Hashes(Role::Miner),
    },
    Device {
        name: "cpuminer",
        port: 4048,
        manner: Manner::Questions(&[(
            "summary",
            "NAME=cpuminer-opt;VER=23.15;API=1.0;ALGO=yespower;CPUS=8;KHS=3.51;ACC=40;REJ=0;ACCMN=0.8;DIFF=0.01;TEMP=61.0;FAN=0;FREQ=0;UPTIME=3011;TS=1764000001|\0",
        )]),
        says: Says::Hashes(Role::Miner),
    },
    Device {
        name: "excavator",
        port: 3456,
        manner: Manner::Questions(&[(
            "{\"id\":1,\"method\":\"info\",\"params\":[]}",
            "{\"version\":\"1.8.4.0\",\"build_platform\":\"Windows\",\"build_time\":\"2023-05-10\",\"build_number\":1,\"uptime\":3600,\"cpu_load\":2.1,\"id\":1,\"error\":null}\n",
        )]),
        says: Says::Signs(Role::Miner),
    },
];
