//! Published examples of the key exchange, the secrets and the frames.

use sha3::Digest;

use crate::ethereum::devp2p::frame::{Opener, Sealer};
use crate::ethereum::devp2p::handshake::{Ack, Initiator, Secrets};
use crate::ethereum::devp2p::messages::{Hello, Message};
use crate::ethereum::ecies;
use crate::ethereum::keys::{self, Secret};
use crate::ethereum::rlp::{Item, keccak256};
use crate::ethereum::tests::{secret, unhex};

fn bytes(hex: &str) -> Vec<u8> {
    hex::decode(hex.split_whitespace().collect::<String>()).expect("hex")
}

// --- EIP-8, "RLPx Handshake": node A begins, node B answers ---------------------------------

fn a() -> Initiator {
    Initiator::from_parts(
        secret("49a7b37aa6f6645917e7b807e9d1c00d4fa71f18343b0d4122a4d2df64dd6fee"),
        secret("869d6ecf5211f1cc60418a13b9d870b22959d0c16f02bec714c960dd2298a32d"),
        unhex("7e968bba13b6c50e2c4cd7f241cc0d64d1ac25c7f5952df231ac6a2bda8ee5d6"),
    )
}

fn b() -> Secret {
    secret("b71c71a67e1177ad4e901695e1b4b9ee17ae16c6668d313eac2f96dbcda3f291")
}

fn agreed(initiator: &Initiator, auth: &str, ack: &str) -> Box<Secrets> {
    let ack = bytes(ack);
    match initiator.read_ack(&bytes(auth), &ack) {
        Ack::Whole(len, secrets) => {
            assert_eq!(len, ack.len());
            secrets
        }
        Ack::Unfinished => panic!("whole"),
        Ack::Foreign => panic!("for A"),
    }
}

#[test]
fn the_auth_of_node_a_is_what_node_b_decrypts() {
    let ephemeral = secret("869d6ecf5211f1cc60418a13b9d870b22959d0c16f02bec714c960dd2298a32d");
    for auth in [AUTH_2, AUTH_3] {
        let auth = bytes(auth);
        let body = ecies::decrypt(&b(), &auth[2..], &auth[..2]).expect("for B");
        let fields = Item::first(&body).and_then(|body| body.list(3)).expect("a list");
        let nonce: [u8; 32] = fields[2].array().expect("a nonce");
        assert_eq!(fields[1].array(), Some(a().key()));
        assert_eq!(
            hex::encode(nonce),
            "7e968bba13b6c50e2c4cd7f241cc0d64d1ac25c7f5952df231ac6a2bda8ee5d6"
        );
        assert_eq!(signer(&fields[0]), Some(ephemeral.public()));
    }
}

#[test]
fn our_auth_has_the_form_of_the_example() {
    let auth = a().auth(&[5; 32], &b().public()).expect("a key");
    let published = bytes(AUTH_2);
    let clear = |auth: &[u8]| ecies::decrypt(&b(), &auth[2..], &auth[..2]).expect("for B");
    let (ours, theirs) = (clear(&auth), clear(&published));
    let (ours, theirs) =
        (Item::first(&ours).expect("a list"), Item::first(&theirs).expect("a list"));
    let (ours, theirs) = (ours.list(4).expect("four items"), theirs.list(4).expect("four items"));
    // Signatures over the same hash may differ; what is signed was checked above for theirs.
    for at in 1..4 {
        assert_eq!(ours[at].raw(), theirs[at].raw(), "item {at}");
    }
    assert_eq!(signer(&ours[0]), signer(&theirs[0]));
    assert!((300..600).contains(&auth.len()));
    assert_eq!(usize::from(u16::from_be_bytes([auth[0], auth[1]])) + 2, auth.len());
}

/// Who signed the shared secret mixed with A's nonce.
fn signer(signature: &Item<'_>) -> Option<[u8; 64]> {
    let shared = b().agree(&a().key())?;
    let nonce: [u8; 32] = unhex("7e968bba13b6c50e2c4cd7f241cc0d64d1ac25c7f5952df231ac6a2bda8ee5d6");
    let signed: [u8; 32] = std::array::from_fn(|at| shared[at] ^ nonce[at]);
    keys::recover(&signed, &signature.array()?)
}

#[test]
fn the_secrets_of_eip_8_are_derived() {
    let secrets = agreed(&a(), AUTH_2, ACK_2);
    assert_eq!(
        hex::encode(secrets.aes),
        "80e8632c05fed6fc2a13b0f8d31a3cf645366239170ea067065aba8e28bac487"
    );
    assert_eq!(
        hex::encode(secrets.mac),
        "2ea74ec5dae199227dff1af715362700e989d889d7a493cb0639691efb8e5f98"
    );
    // What B receives is what A sends.
    let mac = secrets.egress.clone().chain_update(b"foo").finalize();
    assert_eq!(
        hex::encode(mac),
        "0c7ec6340062cc46f5e9f1e3cf86f8c8c403c5a0964f5df0ebd34a75ddc86db5"
    );
}

#[test]
fn an_ack_with_further_items_gives_the_same_keys() {
    let (two, three) = (agreed(&a(), AUTH_2, ACK_2), agreed(&a(), AUTH_2, ACK_3));
    assert_eq!((two.aes, two.mac), (three.aes, three.mac));
    let cut = bytes(ACK_3);
    for len in 0..cut.len() {
        assert!(matches!(a().read_ack(&[], &cut[..len]), Ack::Unfinished), "{len} bytes");
    }
}

#[test]
fn a_hello_with_further_items_is_read() {
    let hello = [&[0x80], bytes(HELLO_22).as_slice()].concat();
    let Some(Message::Hello(hello)) = Message::read(&hello, false) else { panic!("Hello") };
    assert_eq!((hello.version, hello.agent.as_str(), hello.port), (55, "kneth/v0.91/plan9", 9999));
    assert_eq!(hello.caps, [("eth".to_owned(), 61), ("mork".to_owned(), 22)]);
    assert!(hello.id.starts_with(&[0xfd, 0xa1, 0xcf, 0xf6]));
}

// --- the example of the first implementations: the format before EIP-8, with frames ----------
// pydevp2p tests/test_go_handshake.py, and cpp-ethereum test/rlpx.cpp before it.

fn go_secrets() -> Secrets {
    let initiator = Initiator::from_parts(
        secret("5e173f6ac3c669587538e7727cf19b782a4f2fda07c1eaa662c593e5e85e3051"),
        secret("19c2185f4f40634926ebed3af09070ca9e029f2edd5fae6253074896205f5f6c"),
        unhex("cd26fecb93657d1cd9e9eaf4f8be720b56dd1d39f190c4e1c6b7ec66f077bb11"),
    );
    let clear = bytes(GO_ACK_CLEAR);
    let ephemeral = clear[..64].try_into().expect("a key");
    let nonce = clear[64..96].try_into().expect("a nonce");
    initiator.agreed(&ephemeral, nonce, &bytes(GO_AUTH), &bytes(GO_ACK)).expect("keys")
}

#[test]
fn ciphertexts_from_before_eip_8_are_decrypted() {
    let receiver = secret("c45f950382d542169ea207959ee0220ec1491755abe405cd7498d6b16adb6df8");
    let initiator = secret("5e173f6ac3c669587538e7727cf19b782a4f2fda07c1eaa662c593e5e85e3051");
    let auth = ecies::decrypt(&receiver, &bytes(GO_AUTH), b"").expect("for the receiver");
    assert_eq!((auth.len(), auth.last()), (194, Some(&0)));
    assert_eq!(auth[97..161], initiator.public());
    let ack = ecies::decrypt(&initiator, &bytes(GO_ACK), b"").expect("for the initiator");
    assert_eq!(ack, bytes(GO_ACK_CLEAR));
}

#[test]
fn the_secrets_and_macs_of_the_example_are_derived() {
    let secrets = go_secrets();
    assert_eq!(
        hex::encode(secrets.aes),
        "c0458fa97a5230830e05f4f20b7c755c1d4e54b1ce5cf43260bb191eef4e418d"
    );
    assert_eq!(
        hex::encode(secrets.mac),
        "48c938884d5067a1598272fcddaa4b833cd5e7d92e8228c0ecdfabbe68aef7f1"
    );
    assert_eq!(
        hex::encode(secrets.egress.finalize()),
        "09771e93b1a6109e97074cbe2d2b0cf3d3878efafe68f53c41bb60c0ec49097e"
    );
    assert_eq!(
        hex::encode(secrets.ingress.finalize()),
        "75823d96e23136c89666ee025fb21a432be906512b3dd4a3049e898adb433847"
    );
}

#[test]
fn the_frames_of_the_example_are_opened_and_made() {
    let secrets = go_secrets();
    let (ours, theirs) = (bytes(GO_INITIATOR_HELLO), bytes(GO_RECEIVER_HELLO));
    let opened = |opener: &mut Opener, frame: &[u8]| {
        for cut in 0..frame.len() {
            assert_eq!(opener.open(&frame[..cut]), Ok(None), "{cut} bytes");
        }
        let opened = opener.open(frame).expect("MACs").expect("whole");
        assert_eq!(opened.len, frame.len());
        opened.body
    };
    let body = opened(&mut Opener::sent(&secrets), &ours);
    let read = hello(&body);
    let caps = [("a".to_owned(), 0), ("b".to_owned(), 2)];
    assert_eq!((read.version, &read.caps[..], read.port), (3, &caps[..], 0));
    let own = secret("5e173f6ac3c669587538e7727cf19b782a4f2fda07c1eaa662c593e5e85e3051").public();
    assert_eq!(read.id, own);
    assert_eq!(Sealer::new(&secrets).seal(&body), ours, "the very bytes of the example");
    let body = opened(&mut Opener::received(&secrets), &theirs);
    let other = secret("c45f950382d542169ea207959ee0220ec1491755abe405cd7498d6b16adb6df8").public();
    assert_eq!(hello(&body).id, other);
}

fn hello(body: &[u8]) -> Hello {
    match Message::read(body, false) {
        Some(Message::Hello(hello)) => hello,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_header_of_ethereums_genesis_block_has_its_hash() {
    assert_eq!(
        hex::encode(keccak256(&crate::ethereum::devp2p::peer::ethereum_genesis())),
        "d4e56740f876aef8c010b86a40d5f56745a118d0906a34e69aec8c0db1cb8fa3"
    );
}

// --- the examples ------------------------------------------------------------------------------

/// Auth₂: version 4.
const AUTH_2: &str = "
    01b304ab7578555167be8154d5cc456f567d5ba302662433674222360f08d5f1534499d3678b513b0fca474f
    3a514b18e75683032eb63fccb16c156dc6eb2c0b1593f0d84ac74f6e475f1b8d56116b849634a8c458705bf8
    3a626ea0384d4d7341aae591fae42ce6bd5c850bfe0b999a694a49bbbaf3ef6cda61110601d3b4c02ab6c304
    37257a6e0117792631a4b47c1d52fc0f8f89caadeb7d02770bf999cc147d2df3b62e1ffb2c9d8c125a398486
    5356266bca11ce7d3a688663a51d82defaa8aad69da39ab6d5470e81ec5f2a7a47fb865ff7cca21516f9299a
    07b1bc63ba56c7a1a892112841ca44b6e0034dee70c9adabc15d76a54f443593fafdc3b27af8059703f88928
    e199cb122362a4b35f62386da7caad09c001edaeb5f8a06d2b26fb6cb93c52a9fca51853b68193916982358f
    e1e5369e249875bb8d0d0ec36f917bc5e1eafd5896d46bd61ff23f1a863a8a8dcd54c7b109b771c8e61ec9c8
    908c733c0263440e2aa067241aaa433f0bb053c7b31a838504b148f570c0ad62837129e547678c5190341e4f
    1693956c3bf7678318e2d5b5340c9e488eefea198576344afbdf66db5f51204a6961a63ce072c8926c";
/// Auth₃: version 56 and three further items.
const AUTH_3: &str = "
    01b8044c6c312173685d1edd268aa95e1d495474c6959bcdd10067ba4c9013df9e40ff45f5bfd6f72471f93a
    91b493f8e00abc4b80f682973de715d77ba3a005a242eb859f9a211d93a347fa64b597bf280a6b88e26299cf
    263b01b8dfdb712278464fd1c25840b995e84d367d743f66c0e54a586725b7bbf12acca27170ae3283c1073a
    dda4b6d79f27656993aefccf16e0d0409fe07db2dc398a1b7e8ee93bcd181485fd332f381d6a050fba4c7641
    a5112ac1b0b61168d20f01b479e19adf7fdbfa0905f63352bfc7e23cf3357657455119d879c78d3cf8c8c063
    75f3f7d4861aa02a122467e069acaf513025ff196641f6d2810ce493f51bee9c966b15c5043505350392b576
    45385a18c78f14669cc4d960446c17571b7c5d725021babbcd786957f3d17089c084907bda22c2b2675b4378
    b114c601d858802a55345a15116bc61da4193996187ed70d16730e9ae6b3bb8787ebcaea1871d850997ddc08
    b4f4ea668fbf37407ac044b55be0908ecb94d4ed172ece66fd31bfdadf2b97a8bc690163ee11f5b575a4b44e
    36e2bfb2f0fce91676fd64c7773bac6a003f481fddd0bae0a1f31aa27504e2a533af4cef3b623f4791b2cca6
    d490";
/// Ack₂: version 4.
const ACK_2: &str = "
    01ea0451958701280a56482929d3b0757da8f7fbe5286784beead59d95089c217c9b917788989470b0e330cc
    6e4fb383c0340ed85fab836ec9fb8a49672712aeabbdfd1e837c1ff4cace34311cd7f4de05d59279e3524ab2
    6ef753a0095637ac88f2b499b9914b5f64e143eae548a1066e14cd2f4bd7f814c4652f11b254f8a2d0191e2f
    5546fae6055694aed14d906df79ad3b407d94692694e259191cde171ad542fc588fa2b7333313d82a9f88733
    2f1dfc36cea03f831cb9a23fea05b33deb999e85489e645f6aab1872475d488d7bd6c7c120caf28dbfc5d683
    3888155ed69d34dbdc39c1f299be1057810f34fbe754d021bfca14dc989753d61c413d261934e1a9c67ee060
    a25eefb54e81a4d14baff922180c395d3f998d70f46f6b58306f969627ae364497e73fc27f6d17ae45a413d3
    22cb8814276be6ddd13b885b201b943213656cde498fa0e9ddc8e0b8f8a53824fbd82254f3e2c17e8eaea009
    c38b4aa0a3f306e8797db43c25d68e86f262e564086f59a2fc60511c42abfb3057c247a8a8fe4fb3ccbadde1
    7514b7ac8000cdb6a912778426260c47f38919a91f25f4b5ffb455d6aaaf150f7e5529c100ce62d6d92826a7
    1778d809bdf60232ae21ce8a437eca8223f45ac37f6487452ce626f549b3b5fdee26afd2072e4bc75833c246
    4c805246155289f4";
/// Ack₃: version 57 and three further items.
const ACK_3: &str = "
    01f004076e58aae772bb101ab1a8e64e01ee96e64857ce82b1113817c6cdd52c09d26f7b90981cd7ae835aea
    c72e1573b8a0225dd56d157a010846d888dac7464baf53f2ad4e3d584531fa203658fab03a06c9fd5e35737e
    417bc28c1cbf5e5dfc666de7090f69c3b29754725f84f75382891c561040ea1ddc0d8f381ed1b9d0d4ad2a0e
    c021421d847820d6fa0ba66eaf58175f1b235e851c7e2124069fbc202888ddb3ac4d56bcbd1b9b7eab59e78f
    2e2d400905050f4a92dec1c4bdf797b3fc9b2f8e84a482f3d800386186712dae00d5c386ec9387a5e9c9a1ac
    a5a573ca91082c7d68421f388e79127a5177d4f8590237364fd348c9611fa39f78dcdceee3f390f07991b7b4
    7e1daa3ebcb6ccc9607811cb17ce51f1c8c2c5098dbdd28fca547b3f58c01a424ac05f869f49c6a34672ea2c
    bbc558428aa1fe48bbfd61158b1b735a65d99f21e70dbc020bfdface9f724a0d1fb5895db971cc81aa7608ba
    a0920abb0a565c9c436e2fd13323428296c86385f2384e408a31e104670df0791d93e743a3a5194ee6b076fb
    6323ca593011b7348c16cf58f66b9633906ba54a2ee803187344b394f75dd2e663a57b956cb830dd7a908d4f
    39a2336a61ef9fda549180d4ccde21514d117b6c6fd07a9102b5efe710a32af4eeacae2cb3b1dec035b9593b
    48b9d3ca4c13d245d5f04169b0b1";
/// Hello of version 22 with further items.
const HELLO_22: &str = "
    f87137916b6e6574682f76302e39312f706c616e39cdc5836574683dc6846d6f726b1682270fb840fda1cff6
    74c90c9a197539fe3dfb53086ace64f83ed7c6eabec741f7f381cc803e52ab2cd55d5569bce4347107a310df
    d5f88a010cd2ffd1005ca406f1842877c883666f6f836261720304";
/// `auth` of the example.
const GO_AUTH: &str = "
    04a0274c5951e32132e7f088c9bdfdc76c9d91f0dc6078e848f8e3361193dbdc43b94351ea3d89e4ff33ddce
    fbc80070498824857f499656c4f79bbd97b6c51a514251d69fd1785ef8764bd1d262a883f780964cce6a14ff
    206daf1206aa073a2d35ce2697ebf3514225bef186631b2fd2316a4b7bcdefec8d75a1025ba2c5404a34e779
    5e1dd4bc01c6113ece07b0df13b69d3ba654a36e35e69ff9d482d88d2f0228e7d96fe11dccbb465a1831c7d4
    ad3a026924b182fc2bdfe016a6944312021da5cc459713b13b86a686cf34d6fe6615020e4acf26bf0d5b7579
    ba813e7723eb95b3cef9942f01a58bd61baee7c9bdd438956b426a4ffe238e61746a8c93d5e10680617c82e4
    8d706ac4953f5e1c4c4f7d013c87d34a06626f498f34576dc017fdd3d581e83cfd26cf125b6d2bda1f1d56";
/// `ack` of the example.
const GO_ACK: &str = "
    049934a7b2d7f9af8fd9db941d9da281ac9381b5740e1f64f7092f3588d4f87f5ce55191a6653e5e80c1c5dd
    538169aa123e70dc6ffc5af1827e546c0e958e42dad355bcc1fcb9cdf2cf47ff524d2ad98cbf275e661bf4cf
    00960e74b5956b799771334f426df007350b46049adb21a6e78ab1408d5e6ccde6fb5e69f0f4c92bb9c725c0
    2f99fa72b9cdc8dd53cff089e0e73317f61cc5abf6152513cb7d833f09d2851603919bf0fbe44d79a09245c6
    e8338eb502083dc84b846f2fee1cc310d2cc8b1b9334728f97220bb799376233e113";
/// The first frame of the initiator.
const GO_INITIATOR_HELLO: &str = "
    6ef23fcf1cec7312df623f9ae701e63b550cdb8517fefd8dd398fc2acd1d935e6e0434a2b967690784776373
    47b7b01924fff9ff1c06df2f804df3b0402bbb9f87365b3c6856b45e1e2b6470986813c3816a71bff9d69dd2
    97a5dbd935ab578f6e5d7e93e4506a44f307c332d95e8a4b102585fd8ef9fc9e3e055537a5cec2e9";
/// The first frame of the receiver.
const GO_RECEIVER_HELLO: &str = "
    6ef23fcf1cec7312df623f9ae701e63be36a1cdd1b19179146019984f3625d4a6e0434a2b967690505776572
    47b7b02bc6c314470eca7e3ef650b98c83e9d7dd4830b3f718ff562349aead2530a8d28a8484604f92e5fced
    2c6183f304344ab0e7c301a0c05559f4c25db65e36820b4b909a226171a60ac6cb7beea09376d6d8";
/// The `ack` in clear: ephemeral key, nonce, a zero.
const GO_ACK_CLEAR: &str = "
    802b052f8b066640bba94a4fc39d63815c377fced6fcb84d27f791c9921ddf3e9bf0108e298f490812847109
    cbd778fae393e80323fd643209841a3b7f110397f37ec61d84cea03dcc5e8385db93248584e8af4b4d1c832d
    8c7453c0089687a700";
