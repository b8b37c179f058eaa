//! Mining devices with a web interface.

use coinsift_verdict::verdict::Role;

use super::{Device, Manner, Says};

pub(super) const TABLE: &[Device] = &[
    Device {
        name: "axeos",
        port: 8080,
        manner: Manner::Pages(&[
            (
                "/",
                "200 OK\r\nContent-Type: text/html",
                "<!DOCTYPE html><html><head><title>AxeOS</title></head><body><app-root></app-root></body></html>",
            ),
            (
                "/api/system/info",
                "200 OK\r\nContent-Type: application/json",
                "{\"power\":17.4,\"voltage\":5100,\"current\":3400,\"temp\":58.2,\"hashRate\":1190.42,\"hashRate_1m\":1185.1,\"expectedHashrate\":1200,\"bestDiff\":\"4.2G\",\"sharesAccepted\":3312,\"sharesRejected\":4,\"ASICModel\":\"BM1370\",\"boardVersion\":\"601\",\"version\":\"v2.9.0\",\"axeOSVersion\":\"v2.9.0\",\"hostname\":\"bitaxe-kitchen\",\"macAddr\":\"AA:BB:CC:00:11:22\",\"ssid\":\"home\",\"ipv4\":\"192.0.2.5\",\"stratumURL\":\"public-pool.io\",\"stratumPort\":21496,\"stratumUser\":\"bc1qexampleexampleexampleexampleexamplee.kitchen\",\"uptimeSeconds\":40012}",
            ),
        ]),
        says: Says::Hashes(Role::Rig),
    },
    Device {
        name: "axeos-no-watts",
        port: 8080,
        manner: Manner::Pages(&[
            (
                "/",
                "200 OK\r\nContent-Type: text/html",
                "<!DOCTYPE html><html><head><title>AxeOS</title></head><body></body></html>",
            ),
            (
                "/api/system/info",
                "200 OK\r\nContent-Type: application/json",
                "{\"power\":0,\"voltage\":5100,\"current\":3400,\"temp\":58.2,\"hashRate\":1190.42,\"hashRate_1m\":1185.1,\"expectedHashrate\":1200,\"bestDiff\":\"4.2G\",\"sharesAccepted\":3312,\"sharesRejected\":4,\"ASICModel\":\"BM1370\",\"boardVersion\":\"601\",\"version\":\"v2.9.0\",\"axeOSVersion\":\"v2.9.0\",\"hostname\":\"bitaxe-kitchen\",\"macAddr\":\"AA:BB:CC:00:11:22\",\"ssid\":\"home\",\"ipv4\":\"192.0.2.5\",\"stratumURL\":\"public-pool.io\",\"stratumPort\":21496,\"stratumUser\":\"bc1qexampleexampleexampleexampleexamplee.kitchen\",\"uptimeSeconds\":40012}",
            ),
        ]),
        says: Says::Hashes(Role::Rig),
    },
    Device {
        name: "axeos-public",
        port: 8080,
        manner: Manner::Pages(&[
            (
                "/",
                "200 OK\r\nContent-Type: text/html",
                "<!DOCTYPE html><html><head><title>AxeOS</title></head><body></body></html>",
            ),
            ("*", "401 Unauthorized\r\nContent-Type: text/plain", "Unauthorized"),
        ]),
        says: Says::Signs(Role::Rig),
    },
    Device {
        name: "nerdqaxe",
        port: 8080,
        manner: Manner::Pages(&[
            (
                "/",
                "200 OK\r\nContent-Type: text/html",
                "<!DOCTYPE html><html><head><title>NerdQAxe Dashboard</title></head><body></body></html>",
            ),
            (
                "/api/system/info",
                "200 OK\r\nContent-Type: application/json",
                "{\"power\":0,\"voltage\":5100,\"current\":3400,\"temp\":58.2,\"hashRate\":4805.5,\"hashRate_1m\":1185.1,\"expectedHashrate\":1200,\"bestDiff\":\"4.2G\",\"sharesAccepted\":3312,\"sharesRejected\":4,\"ASICModel\":\"BM1370\",\"boardVersion\":\"601\",\"version\":\"v2.9.0\",\"axeOSVersion\":\"v2.9.0\",\"hostname\":\"bitaxe-kitchen\",\"macAddr\":\"AA:BB:CC:00:11:22\",\"ssid\":\"home\",\"ipv4\":\"192.0.2.5\",\"stratumURL\":\"public-pool.io\",\"stratumPort\":21496,\"stratumUser\":\"bc1qexampleexampleexampleexampleexamplee.kitchen\",\"uptimeSeconds\":40012,\"deviceModel\":\"NerdQAxe++\"}",
            ),
        ]),
        says: Says::Hashes(Role::Rig),
    },
    Device {
        name: "antminer-page",
        port: 8080,
        manner: Manner::Pages(&[(
            "*",
            "401 Unauthorized\r\nWWW-Authenticate: Digest realm=\"antMiner Configuration\", nonce=\"5f3a\", qop=\"auth\"\r\nContent-Type: text/html",
            "<!DOCTYPE html><html><head><title>401</title></head><body></body></html>",
        )]),
        says: Says::Signs(Role::Rig),
    },
    Device {
        name: "volcminer-page",
        port: 8080,
        manner: Manner::Pages(&[(
            "*",
            "401 Unauthorized\r\nWWW-Authenticate: Digest realm=\"blackMiner Configuration\", nonce=\"5f3a\", qop=\"auth\"\r\nContent-Type: text/html",
            "<!DOCTYPE html><html><head><title>401</title></head><body>VolcMiner</body></html>",
        )]),
        says: Says::Signs(Role::Rig),
    },
    Device {
        name: "elphapex-page",
        port: 8080,
        manner: Manner::Pages(&[(
            "*",
            "401 Unauthorized\r\nWWW-Authenticate: Digest realm=\"Daoge Miner\", nonce=\"5f3a\", qop=\"auth\"\r\nContent-Type: text/html",
            "<!DOCTYPE html><html><head><title>401</title></head><body></body></html>",
        )]),
        says: Says::Signs(Role::Rig),
    },
    Device {
        name: "goldshell-web",
        port: 8080,
        manner: Manner::Pages(&[
            (
                "/",
                "200 OK\r\nContent-Type: text/html",
                "<!DOCTYPE html><html><head><title>Miner</title></head><body><div id=\"cloud-box\"></div></body></html>",
            ),
            (
                "/mcb/status",
                "200 OK\r\nContent-Type: application/json",
                "{\"model\":\"Goldshell-KD6\",\"firmware\":\"2.2.3\",\"hardware\":\"V1\"}",
            ),
        ]),
        says: Says::Signs(Role::Rig),
    },
    Device {
        name: "vnish-web",
        port: 8080,
        manner: Manner::Pages(&[
            (
                "/",
                "200 OK\r\nContent-Type: text/html",
                "<!DOCTYPE html><html><head><title>AnthillOS</title></head><body></body></html>",
            ),
            (
                "/api/v1/info",
                "200 OK\r\nContent-Type: application/json",
                "{\"miner\":\"Antminer S19j Pro\",\"model\":\"s19jpro\",\"fw_name\":\"Vnish\",\"fw_version\":\"1.2.6\",\"serial\":\"SN0000\",\"system\":{\"network_status\":{\"mac\":\"02:00:00:00:00:01\",\"hostname\":\"Antminer\"}}}",
            ),
        ]),
        says: Says::Signs(Role::Rig),
    },
    Device {
        name: "braiins-page",
        port: 8080,
        manner: Manner::Pages(&[(
            "*",
            "200 OK\r\nContent-Type: text/html",
            "<!DOCTYPE html><html><head><title>Braiins OS</title></head><body></body></html>",
        )]),
        says: Says::Signs(Role::Rig),
    },
    Device {
        name: "luxos-page",
        port: 8080,
        manner: Manner::Pages(&[(
            "*",
            "200 OK\r\nContent-Type: text/html",
            "<!DOCTYPE html><html><head><title>Luxor Firmware</title></head><body></body></html>",
        )]),
        says: Says::Signs(Role::Rig),
    },
    Device {
        name: "proto",
        port: 8080,
        manner: Manner::Pages(&[
            (
                "/",
                "200 OK\r\nContent-Type: text/html",
                "<!DOCTYPE html><html><head><title>Proto OS</title></head><body></body></html>",
            ),
            (
                "/api/v1/system",
                "200 OK\r\nContent-Type: application/json",
                "{\"system-info\":{\"model\":\"Proto Rig\",\"manufacturer\":\"Proto\",\"cb_sn\":\"SN\",\"os\":{\"version\":\"1.3.5\"}}}",
            ),
        ]),
        says: Says::Signs(Role::Rig),
    },
    Device {
        name: "epic",
        port: 4028,
        manner: Manner::Pages(&[
            (
                "/",
                "200 OK\r\nContent-Type: text/html",
                "<!DOCTYPE html><html><head><title>Miner Web Dashboard</title></head><body></body></html>",
            ),
            (
                "/capabilities",
                "200 OK\r\nContent-Type: application/json",
                "{\"Model\":\"Antminer S19J Pro\",\"PerpetualTune\":true,\"FwVersion\":\"1.17.1\"}",
            ),
        ]),
        says: Says::Signs(Role::Rig),
    },
    Device {
        name: "erupter-page",
        port: 8080,
        manner: Manner::Pages(&[(
            "*",
            "200 OK\r\nServer: Miner WEB Server\r\nContent-Type: text/html",
            "<!DOCTYPE html><html><head><title>Status</title></head><body>Total MHS: 10840</body></html>",
        )]),
        says: Says::Signs(Role::Miner),
    },
];
