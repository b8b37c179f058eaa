//! Mining devices with the interface of cgminer, and Whatsminer's own.

use coinsift_verdict::verdict::Role;

use super::{Device, Manner, Says};

pub(super) const TABLE: &[Device] = &[
    Device {
        name: "antminer",
        port: 4028,
        manner: Manner::Questions(&[
            (
                "{\"command\":\"version\"}",
                "{\"STATUS\":[{\"STATUS\":\"S\",\"When\":1764000000,\"Code\":22,\"Msg\":\"CGMiner versions\",\"Description\":\"cgminer 1.0.0\"}],\"VERSION\":[{\"BMMiner\":\"1.0.0\",\"API\":\"3.1\",\"Miner\":\"49.0.1.3\",\"CompileTime\":\"Tue Apr 19 11:04:21 CST 2022\",\"Type\":\"Antminer S19 Pro\"}],\"id\":1}\0",
            ),
            (
                "{\"command\":\"summary\"}",
                "{\"STATUS\":[{\"STATUS\":\"S\",\"When\":1764000001,\"Code\":11,\"Msg\":\"Summary\",\"Description\":\"cgminer 1.0.0\"}],\"SUMMARY\":[{\"Elapsed\":86412,\"GHS 5s\":\"110523.45\",\"GHS av\":\"110523.45\",\"Found Blocks\":0,\"Accepted\":15233,\"Rejected\":12,\"Hardware Errors\":40,\"Utility\":10.58,\"Best Share\":88321556}],\"id\":1}\0",
            ),
            (
                "*",
                "{\"STATUS\":[{\"STATUS\":\"E\",\"When\":1764000001,\"Code\":14,\"Msg\":\"Invalid command\",\"Description\":\"cgminer\"}],\"id\":1}\0",
            ),
        ]),
        says: Says::Hashes(Role::Rig),
    },
    Device {
        name: "braiins",
        port: 4028,
        manner: Manner::Questions(&[
            (
                "{\"command\":\"version\"}",
                "{\"STATUS\":[{\"STATUS\":\"S\",\"When\":1764000000,\"Code\":22,\"Msg\":\"CGMiner versions\",\"Description\":\"BOSer boser-buildroot 0.1.0-26ba61b9\"}],\"VERSION\":[{\"API\":\"3.7\",\"BOSer\":\"boser-buildroot 0.1.0-26ba61b9\"}],\"id\":1}\0",
            ),
            (
                "{\"command\":\"devdetails\"}",
                "{\"STATUS\":[{\"STATUS\":\"S\",\"When\":1764000001,\"Code\":69,\"Msg\":\"Device Details\",\"Description\":\"BOSer boser-buildroot 0.1.0\"}],\"DEVDETAILS\":[{\"DEVDETAILS\":0,\"Name\":\"\",\"ID\":1,\"Driver\":\"\",\"Model\":\"Antminer S19j Pro\",\"Chips\":126}],\"id\":1}\0",
            ),
            (
                "{\"command\":\"summary\"}",
                "{\"STATUS\":[{\"STATUS\":\"S\",\"When\":1764000001,\"Code\":11,\"Msg\":\"Summary\",\"Description\":\"BOSer boser-buildroot 0.1.0\"}],\"SUMMARY\":[{\"Elapsed\":86412,\"MHS 5s\":96123456.25,\"MHS av\":96123456.25,\"Found Blocks\":0,\"Accepted\":15233,\"Rejected\":12,\"Hardware Errors\":40,\"Utility\":10.58,\"Best Share\":88321556}],\"id\":1}\0",
            ),
            (
                "*",
                "{\"STATUS\":[{\"STATUS\":\"E\",\"When\":1764000001,\"Code\":14,\"Msg\":\"Invalid command\",\"Description\":\"cgminer\"}],\"id\":1}\0",
            ),
        ]),
        says: Says::Hashes(Role::Rig),
    },
    Device {
        name: "luxos",
        port: 4028,
        manner: Manner::Questions(&[
            (
                "{\"command\":\"version\"}",
                "{\"STATUS\":[{\"STATUS\":\"S\",\"When\":1764000000,\"Code\":22,\"Msg\":\"CGMiner versions\",\"Description\":\"LUXminer 2025.1.10.152219\"}],\"VERSION\":[{\"API\":\"3.7\",\"CompileTime\":\"\",\"LUXminer\":\"2025.1.10.152219-86d2\",\"Miner\":\"Sat Jan 10\",\"Type\":\"Antminer S19k Pro\"}],\"id\":1}\0",
            ),
            (
                "{\"command\":\"summary\"}",
                "{\"STATUS\":[{\"STATUS\":\"S\",\"When\":1764000001,\"Code\":11,\"Msg\":\"Summary\",\"Description\":\"LUXminer 2025.1\"}],\"SUMMARY\":[{\"Elapsed\":86412,\"GHS 5s\":120011.5,\"GHS av\":120011.5,\"Found Blocks\":0,\"Accepted\":15233,\"Rejected\":12,\"Hardware Errors\":40,\"Utility\":10.58,\"Best Share\":88321556}],\"id\":1}\0",
            ),
            (
                "*",
                "{\"STATUS\":[{\"STATUS\":\"E\",\"When\":1764000001,\"Code\":14,\"Msg\":\"Invalid command\",\"Description\":\"cgminer\"}],\"id\":1}\0",
            ),
        ]),
        says: Says::Hashes(Role::Rig),
    },
    Device {
        name: "vnish",
        port: 4028,
        manner: Manner::Questions(&[
            (
                "{\"command\":\"version\"}",
                "{\"STATUS\":[{\"STATUS\":\"S\",\"When\":1764000000,\"Code\":22,\"Msg\":\"CGMiner versions\",\"Description\":\"cgminer 1.0.0\"}],\"VERSION\":[{\"BMMiner\":\"2.0.0\",\"API\":\"3.1\",\"Miner\":\"49.0.1.3\",\"CompileTime\":\"2023\",\"Type\":\"Antminer S19 (Vnish 1.2.6)\"}],\"id\":1}\0",
            ),
            (
                "{\"command\":\"summary\"}",
                "{\"STATUS\":[{\"STATUS\":\"S\",\"When\":1764000001,\"Code\":11,\"Msg\":\"Summary\",\"Description\":\"cgminer 1.0.0\"}],\"SUMMARY\":[{\"Elapsed\":86412,\"GHS 5s\":\"95040.1\",\"GHS av\":\"95040.1\",\"Found Blocks\":0,\"Accepted\":15233,\"Rejected\":12,\"Hardware Errors\":40,\"Utility\":10.58,\"Best Share\":88321556}],\"id\":1}\0",
            ),
            (
                "*",
                "{\"STATUS\":[{\"STATUS\":\"E\",\"When\":1764000001,\"Code\":14,\"Msg\":\"Invalid command\",\"Description\":\"cgminer\"}],\"id\":1}\0",
            ),
        ]),
        says: Says::Hashes(Role::Rig),
    },
    Device {
        name: "hiveon",
        port: 4028,
        manner: Manner::Questions(&[
            (
                "{\"command\":\"version\"}",
                "{\"STATUS\":[{\"STATUS\":\"S\",\"When\":1764000000,\"Code\":22,\"Msg\":\"CGMiner versions\",\"Description\":\"cgminer 4.12\"}],\"VERSION\":[{\"CGMiner\":\"4.12.0\",\"API\":\"3.7\",\"Miner\":\"2.1 Hiveon\",\"Type\":\"Antminer T17\"}],\"id\":1}\0",
            ),
            (
                "{\"command\":\"summary\"}",
                "{\"STATUS\":[{\"STATUS\":\"S\",\"When\":1764000001,\"Code\":11,\"Msg\":\"Summary\",\"Description\":\"cgminer 4.12\"}],\"SUMMARY\":[{\"Elapsed\":86412,\"GHS 5s\":\"40012.7\",\"GHS av\":\"40012.7\",\"Found Blocks\":0,\"Accepted\":15233,\"Rejected\":12,\"Hardware Errors\":40,\"Utility\":10.58,\"Best Share\":88321556}],\"id\":1}\0",
            ),
            (
                "*",
                "{\"STATUS\":[{\"STATUS\":\"E\",\"When\":1764000001,\"Code\":14,\"Msg\":\"Invalid command\",\"Description\":\"cgminer\"}],\"id\":1}\0",
            ),
        ]),
        says: Says::Hashes(Role::Rig),
    },
    Device {
        name: "mskminer",
        port: 4028,
        manner: Manner::Questions(&[
            (
                "{\"command\":\"version\"}",
                "{\"STATUS\":[{\"STATUS\":\"S\",\"When\":1764000000,\"Code\":22,\"Msg\":\"CGMiner versions\",\"Description\":\"RWGLR\"}],\"VERSION\":[{\"CGMiner\":\"4.12.1 rwglr\",\"API\":\"3.1\",\"Type\":\"Antminer S17+\"}],\"id\":1}\0",
            ),
            (
                "{\"command\":\"summary\"}",
                "{\"STATUS\":[{\"STATUS\":\"S\",\"When\":1764000001,\"Code\":11,\"Msg\":\"Summary\",\"Description\":\"RWGLR\"}],\"SUMMARY\":[{\"Elapsed\":86412,\"GHS 5s\":\"71000.5\",\"GHS av\":\"71000.5\",\"Found Blocks\":0,\"Accepted\":15233,\"Rejected\":12,\"Hardware Errors\":40,\"Utility\":10.58,\"Best Share\":88321556}],\"id\":1}\0",
            ),
            (
                "*",
                "{\"STATUS\":[{\"STATUS\":\"E\",\"When\":1764000001,\"Code\":14,\"Msg\":\"Invalid command\",\"Description\":\"cgminer\"}],\"id\":1}\0",
            ),
        ]),
        says: Says::Hashes(Role::Rig),
    },
    Device {
        name: "marathon",
        port: 4028,
        manner: Manner::Questions(&[
            (
                "{\"command\":\"version\"}",
                "{\"STATUS\":[{\"STATUS\":\"S\",\"When\":1764000000,\"Code\":22,\"Msg\":\"CGMiner versions\",\"Description\":\"kaonsu 1.2\"}],\"VERSION\":[{\"API\":\"3.7\",\"Miner\":\"marafw 24.8\",\"Type\":\"Antminer S21\"}],\"id\":1}\0",
            ),
            (
                "{\"command\":\"summary\"}",
                "{\"STATUS\":[{\"STATUS\":\"S\",\"When\":1764000001,\"Code\":11,\"Msg\":\"Summary\",\"Description\":\"kaonsu 1.2\"}],\"SUMMARY\":[{\"Elapsed\":86412,\"GHS 5s\":198000.0,\"GHS av\":198000.0,\"Found Blocks\":0,\"Accepted\":15233,\"Rejected\":12,\"Hardware Errors\":40,\"Utility\":10.58,\"Best Share\":88321556}],\"id\":1}\0",
            ),
            (
                "*",
                "{\"STATUS\":[{\"STATUS\":\"E\",\"When\":1764000001,\"Code\":14,\"Msg\":\"Invalid command\",\"Description\":\"cgminer\"}],\"id\":1}\0",
            ),
        ]),
        says: Says::Hashes(Role::Rig),
    },
    Device {
        name: "whatsminer",
        port: 4028,
        manner: Manner::Questions(&[
            (
                "{\"command\":\"version\"}",
                "{\"STATUS\":\"E\",\"When\":1764000001,\"Code\":14,\"Msg\":\"invalid cmd\",\"Description\":\"whatsminer v1.1\"}\0",
            ),
            (
                "{\"command\":\"get_version\"}",
                "{\"STATUS\":\"S\",\"When\":1764000001,\"Code\":131,\"Msg\":{\"api_ver\":\"2.0.5\",\"fw_ver\":\"20230803.11.REL\",\"platform\":\"H616\"},\"Description\":\"\"}\0",
            ),
            (
                "{\"command\":\"devdetails\"}",
                "{\"STATUS\":[{\"STATUS\":\"S\",\"When\":1764000001,\"Code\":69,\"Msg\":\"Device Details\",\"Description\":\"whatsminer v1.3\"}],\"DEVDETAILS\":[{\"DEVDETAILS\":0,\"Name\":\"SM\",\"ID\":0,\"Driver\":\"bitmicro\",\"Kernel\":\"\",\"Model\":\"M50S_VH30\"}],\"id\":1}\0",
            ),
            (
                "{\"command\":\"summary\"}",
                "{\"STATUS\":[{\"STATUS\":\"S\",\"When\":1764000001,\"Code\":11,\"Msg\":\"Summary\",\"Description\":\"whatsminer v1.3\"}],\"SUMMARY\":[{\"Elapsed\":9021,\"MHS av\":126010000.12,\"MHS 5s\":125900000.5,\"MHS 1m\":126000000.1,\"HS RT\":125900000.5,\"Accepted\":812,\"Rejected\":1,\"Power\":3310,\"Power Mode\":\"Normal\",\"MAC\":\"C4:08:28:00:11:22\"}],\"id\":1}\0",
            ),
        ]),
        says: Says::Hashes(Role::Rig),
    },
    Device {
        name: "whatsminer-v3",
        port: 4433,
        manner: Manner::Lengths(&[(
            "{\"cmd\":\"get.device.info\"}",
            "{\"code\":0,\"when\":1764000001,\"msg\":{\"miner\":{\"type\":\"M60S_VK40\",\"working\":\"true\",\"hash-board\":\"3\",\"miner-sn\":\"HTM00000000000000000\",\"pcbsn0\":\"P000\"},\"network\":{\"ip\":\"192.0.2.77\",\"mac\":\"C4:08:28:00:11:23\",\"hostname\":\"WhatsMiner\"},\"power\":{\"type\":\"P564\",\"sn\":\"PSU000\"},\"system\":{\"api\":\"3.0.1\",\"fwversion\":\"20240901.REL\",\"platform\":\"H616\"},\"salt\":\"BQ5hoXV9\"},\"desc\":\"get.device.info\"}",
        )]),
        says: Says::Signs(Role::Rig),
    },
    Device {
        name: "avalon",
        port: 4028,
        manner: Manner::Questions(&[
            (
                "{\"command\":\"version\"}",
                "{\"STATUS\":[{\"STATUS\":\"S\",\"When\":1764000000,\"Code\":22,\"Msg\":\"CGMiner versions\",\"Description\":\"cgminer 4.11.1\"}],\"VERSION\":[{\"CGMiner\":\"4.11.1\",\"API\":\"3.7\",\"PROD\":\"Avalon Q\",\"MODEL\":\"Q\",\"HWTYPE\":\"Q_MM1v1_X1\",\"SWTYPE\":\"MM318\",\"LVERSION\":\"25021401\",\"DNA\":\"020100004bb3fbcd\",\"MAC\":\"b4a2eb000001\"}],\"id\":1}\0",
            ),
            (
                "{\"command\":\"summary\"}",
                "{\"STATUS\":[{\"STATUS\":\"S\",\"When\":1764000001,\"Code\":11,\"Msg\":\"Summary\",\"Description\":\"cgminer 4.11.1\"}],\"SUMMARY\":[{\"Elapsed\":86412,\"MHS 5s\":90120345.1,\"MHS av\":90120345.1,\"Found Blocks\":0,\"Accepted\":15233,\"Rejected\":12,\"Hardware Errors\":40,\"Utility\":10.58,\"Best Share\":88321556}],\"id\":1}\0",
            ),
            (
                "*",
                "{\"STATUS\":[{\"STATUS\":\"E\",\"When\":1764000001,\"Code\":14,\"Msg\":\"Invalid command\",\"Description\":\"cgminer\"}],\"id\":1}\0",
            ),
        ]),
        says: Says::Hashes(Role::Rig),
    },
    Device {
        name: "goldshell",
        port: 4028,
        manner: Manner::Questions(&[
            (
                "{\"command\":\"version\"}",
                "{\"STATUS\":[{\"STATUS\":\"S\",\"When\":1764000000,\"Code\":22,\"Msg\":\"CGMiner versions\",\"Description\":\"bfgminer 5.5.0\"}],\"VERSION\":[{\"Miner\":\"INTCHAINS_QOMO 2.2.0\",\"API\":\"3.3\",\"Model\":\"Goldshell-KD6\"}],\"id\":1}\0",
            ),
            (
                "{\"command\":\"summary\"}",
                "{\"STATUS\":[{\"STATUS\":\"S\",\"When\":1764000001,\"Code\":11,\"Msg\":\"Summary\",\"Description\":\"bfgminer 5.5.0\"}],\"SUMMARY\":[{\"Elapsed\":86412,\"MHS 5s\":29500000.0,\"MHS av\":29500000.0,\"Found Blocks\":0,\"Accepted\":15233,\"Rejected\":12,\"Hardware Errors\":40,\"Utility\":10.58,\"Best Share\":88321556}],\"id\":1}\0",
            ),
            (
                "*",
                "{\"STATUS\":[{\"STATUS\":\"E\",\"When\":1764000001,\"Code\":14,\"Msg\":\"Invalid command\",\"Description\":\"cgminer\"}],\"id\":1}\0",
            ),
        ]),
        says: Says::Hashes(Role::Rig),
    },
    Device {
        name: "innosilicon",
        port: 4028,
        manner: Manner::Questions(&[
            (
                "{\"command\":\"version\"}",
                "{\"STATUS\":[{\"STATUS\":\"S\",\"When\":1764000000,\"Code\":22,\"Msg\":\"CGMiner versions\",\"Description\":\"cgminer 4.10.0\"}],\"VERSION\":[{\"CGMiner\":\"4.10.0\",\"API\":\"3.7\",\"Miner\":\"innominer_T3\",\"Type\":\"Innosilicon T3+\"}],\"id\":1}\0",
            ),
            (
                "{\"command\":\"summary\"}",
                "{\"STATUS\":[{\"STATUS\":\"S\",\"When\":1764000001,\"Code\":11,\"Msg\":\"Summary\",\"Description\":\"cgminer 4.10.0\"}],\"SUMMARY\":[{\"Elapsed\":86412,\"MHS 5s\":52000000.5,\"MHS av\":52000000.5,\"Found Blocks\":0,\"Accepted\":15233,\"Rejected\":12,\"Hardware Errors\":40,\"Utility\":10.58,\"Best Share\":88321556}],\"id\":1}\0",
            ),
            (
                "*",
                "{\"STATUS\":[{\"STATUS\":\"E\",\"When\":1764000001,\"Code\":14,\"Msg\":\"Invalid command\",\"Description\":\"cgminer\"}],\"id\":1}\0",
            ),
        ]),
        says: Says::Hashes(Role::Rig),
    },
    Device {
        name: "sealminer",
        port: 4028,
        manner: Manner::Questions(&[
            (
                "{\"command\":\"version\"}",
                "{\"STATUS\":[{\"STATUS\":\"S\",\"When\":1764000000,\"Code\":22,\"Msg\":\"CGMiner versions\",\"Description\":\"bdminer 4.11.1\"}],\"VERSION\":[{\"BDMiner\":\"4.11.1\",\"API\":\"3.7\",\"Type\":\"SealMiner A2\"}],\"id\":1}\0",
            ),
            (
                "{\"command\":\"summary\"}",
                "{\"STATUS\":[{\"STATUS\":\"S\",\"When\":1764000001,\"Code\":11,\"Msg\":\"Summary\",\"Description\":\"bdminer 4.11.1\"}],\"SUMMARY\":[{\"Elapsed\":86412,\"MHS 5s\":226000000.5,\"MHS av\":226000000.5,\"Found Blocks\":0,\"Accepted\":15233,\"Rejected\":12,\"Hardware Errors\":40,\"Utility\":10.58,\"Best Share\":88321556}],\"id\":1}\0",
            ),
            (
                "*",
                "{\"STATUS\":[{\"STATUS\":\"E\",\"When\":1764000001,\"Code\":14,\"Msg\":\"Invalid command\",\"Description\":\"cgminer\"}],\"id\":1}\0",
            ),
        ]),
        says: Says::Hashes(Role::Rig),
    },
    Device {
        name: "auradine",
        port: 4028,
        manner: Manner::Questions(&[
            (
                "{\"command\":\"version\"}",
                "{\"STATUS\":[{\"STATUS\":\"S\",\"When\":1764000000,\"Code\":22,\"Msg\":\"CGMiner versions\",\"Description\":\"GCMiner-2023-08\"}],\"VERSION\":[{\"GCMiner\":\"GCMiner-2023-08-21\",\"API\":\"3.7\",\"Miner\":\"FluxOS-2023.5\",\"MODEL\":\"AT1500\"}],\"id\":1}\0",
            ),
            (
                "{\"command\":\"summary\"}",
                "{\"STATUS\":[{\"STATUS\":\"S\",\"When\":1764000001,\"Code\":11,\"Msg\":\"Summary\",\"Description\":\"GCMiner-2023\"}],\"SUMMARY\":[{\"Elapsed\":86412,\"MHS 5s\":150000000.5,\"MHS av\":150000000.5,\"Found Blocks\":0,\"Accepted\":15233,\"Rejected\":12,\"Hardware Errors\":40,\"Utility\":10.58,\"Best Share\":88321556}],\"id\":1}\0",
            ),
            (
                "*",
                "{\"STATUS\":[{\"STATUS\":\"E\",\"When\":1764000001,\"Code\":14,\"Msg\":\"Invalid command\",\"Description\":\"cgminer\"}],\"id\":1}\0",
            ),
        ]),
        says: Says::Hashes(Role::Rig),
    },
    Device {
        name: "volcminer",
        port: 8359,
        manner: Manner::Questions(&[
            (
                "{\"command\":\"version\"}",
                "{\"STATUS\":[{\"STATUS\":\"S\",\"When\":1764000000,\"Code\":22,\"Msg\":\"CGMiner versions\",\"Description\":\"ccminer 2.3.5\"}],\"VERSION\":[{\"CCMiner\":\"2.3.5\",\"API\":\"3.1\",\"Type\":\"VolcMiner D1\"}],\"id\":1}\0",
            ),
            (
                "{\"command\":\"summary\"}",
                "{\"STATUS\":[{\"STATUS\":\"S\",\"When\":1764000001,\"Code\":11,\"Msg\":\"Summary\",\"Description\":\"ccminer 2.3.5\"}],\"SUMMARY\":[{\"Elapsed\":86412,\"MHS 5s\":15100.25,\"MHS av\":15100.25,\"Found Blocks\":0,\"Accepted\":15233,\"Rejected\":12,\"Hardware Errors\":40,\"Utility\":10.58,\"Best Share\":88321556}],\"id\":1}\0",
            ),
            (
                "*",
                "{\"STATUS\":[{\"STATUS\":\"E\",\"When\":1764000001,\"Code\":14,\"Msg\":\"Invalid command\",\"Description\":\"cgminer\"}],\"id\":1}\0",
            ),
        ]),
        says: Says::Hashes(Role::Rig),
    },
    Device {
        name: "breaks-json",
        port: 4028,
        manner: Manner::Questions(&[
            (
                "{\"command\":\"version\"}",
                "{\"STATUS\":[,{\"STATUS\":\"S\",\"When\":1764000001,\"Code\":22,\"Msg\":\"CGMiner versions\",\"Description\":\"cgminer 4.9.0\"},],\"VERSION\":[{\"CGMiner\":\"4.9.0\"\n,\"API\":\"3.1\",\"Miner\":\"16.8.1.3\",\"Type\":\"Antminer\n S9\"}],,\"id\":1}\0",
            ),
            (
                "{\"command\":\"summary\"}",
                "{\"STATUS\":[{\"STATUS\":\"S\",\"When\":1764000001,\"Code\":11,\"Msg\":\"Summary\",\"Description\":\"cgminer 4.9.0\"}]\"SUMMARY\":[{\"Elapsed\":3600,\"GHS 5s\":\"13512.30\",\"GHS av\":inf,\"Accepted\":4033,\"Best Share\":nan}]",
            ),
            (
                "*",
                "{\"STATUS\":[{\"STATUS\":\"E\",\"When\":1764000001,\"Code\":14,\"Msg\":\"Invalid command\",\"Description\":\"cgminer\"}],\"id\":1}\0",
            ),
        ]),
        says: Says::Hashes(Role::Rig),
    },
    Device {
        name: "idle",
        port: 4028,
        manner: Manner::Questions(&[
            (
                "{\"command\":\"version\"}",
                "{\"STATUS\":[{\"STATUS\":\"S\",\"When\":1764000000,\"Code\":22,\"Msg\":\"CGMiner versions\",\"Description\":\"cgminer 1.0.0\"}],\"VERSION\":[{\"BMMiner\":\"1.0.0\",\"API\":\"3.1\",\"Type\":\"Antminer S19 Pro\"}],\"id\":1}\0",
            ),
            (
                "{\"command\":\"summary\"}",
                "{\"STATUS\":[{\"STATUS\":\"S\",\"When\":1764000001,\"Code\":11,\"Msg\":\"Summary\",\"Description\":\"cgminer 1.0.0\"}],\"SUMMARY\":[{\"Elapsed\":86412,\"GHS 5s\":\"0.00\",\"GHS av\":\"0.00\",\"Found Blocks\":0,\"Accepted\":15233,\"Rejected\":12,\"Hardware Errors\":40,\"Utility\":10.58,\"Best Share\":88321556}],\"id\":1}\0",
            ),
            (
                "*",
                "{\"STATUS\":[{\"STATUS\":\"E\",\"When\":1764000001,\"Code\":14,\"Msg\":\"Invalid command\",\"Description\":\"cgminer\"}],\"id\":1}\0",
            ),
        ]),
        says: Says::Signs(Role::Rig),
    },
    Device {
        name: "teamredminer",
        port: 4028,
        manner: Manner::Questions(&[
            (
                "{\"command\":\"version\"}",
                "{\"STATUS\":[{\"STATUS\":\"S\",\"When\":1764000000,\"Code\":22,\"Msg\":\"CGMiner versions\",\"Description\":\"TeamRedMiner 0.10.21\"}],\"VERSION\":[{\"Miner\":\"TeamRedMiner 0.10.21\",\"API\":\"3.7\"}],\"id\":1}\0",
            ),
            (
                "{\"command\":\"devdetails\"}",
                "{\"STATUS\":[{\"STATUS\":\"S\",\"When\":1764000001,\"Code\":69,\"Msg\":\"Device Details\",\"Description\":\"TeamRedMiner 0.10.21\"}],\"DEVDETAILS\":[{\"DEVDETAILS\":0,\"GPU\":0,\"Name\":\"GPU\",\"ID\":0,\"Driver\":\"amdgpu\",\"Model\":\"Radeon RX 580\"},{\"DEVDETAILS\":1,\"GPU\":1,\"Name\":\"GPU\",\"ID\":1,\"Driver\":\"amdgpu\",\"Model\":\"Radeon RX 580\"}],\"id\":1}\0",
            ),
            (
                "{\"command\":\"summary\"}",
                "{\"STATUS\":[{\"STATUS\":\"S\",\"When\":1764000001,\"Code\":11,\"Msg\":\"Summary\",\"Description\":\"TeamRedMiner 0.10.21\"}],\"SUMMARY\":[{\"Elapsed\":86412,\"MHS 5s\":56.1,\"MHS av\":56.1,\"Found Blocks\":0,\"Accepted\":15233,\"Rejected\":12,\"Hardware Errors\":40,\"Utility\":10.58,\"Best Share\":88321556}],\"id\":1}\0",
            ),
            (
                "*",
                "{\"STATUS\":[{\"STATUS\":\"E\",\"When\":1764000001,\"Code\":14,\"Msg\":\"Invalid command\",\"Description\":\"cgminer\"}],\"id\":1}\0",
            ),
        ]),
        says: Says::Hashes(Role::Miner),
    },
];
