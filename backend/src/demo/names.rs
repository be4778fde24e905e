//! Invented people: names put together by chance from common parts.

use super::dice::Dice;
use crate::entities::person::Sex;

const SURNAMES: &[&str] = &[
    "李", "杨", "张", "王", "普", "罗", "周", "鲁", "何", "段", "赵", "陈", "施", "起", "白", "李", "杨", "高", "马",
    "苏", "沈", "唐", "尹", "毕", "董", "郭", "袁", "邓", "冯", "程", "叶", "魏", "潘", "田", "余", "梁", "欧阳",
];
const GIRLS: &[&str] = &[
    "芳", "梅", "丽", "娟", "霞", "燕", "玲", "萍", "雪", "琳", "颖", "慧", "婷", "静", "怡", "彩云", "秀兰", "晓梅",
    "春燕", "丽华", "文静", "思雨", "雨桐", "梦洁", "诗涵", "欣怡", "子涵", "玉洁", "佳慧", "若曦", "雅琪", "紫萱",
    "语嫣", "佳怡", "可馨", "晓月",
];
const BOYS: &[&str] = &[
    "伟", "强", "军", "勇", "杰", "涛", "明", "超", "鹏", "辉", "浩", "宇", "斌", "刚", "毅", "志远", "建国", "海峰",
    "明德", "文华", "浩然", "子轩", "宇航", "俊杰", "天佑", "皓轩", "梓豪", "博文", "泽宇", "思源", "家豪", "鸿志",
    "永康", "启航", "云飞", "立新",
];

/// A full name that fits the sex.
pub fn person(dice: &mut Dice, sex: Sex) -> String {
    let surname = *dice.pick(SURNAMES);
    with_surname(dice, surname, sex)
}

/// A name in a family.
pub fn with_surname(dice: &mut Dice, surname: &str, sex: Sex) -> String {
    let given = if sex == Sex::Female { GIRLS } else { BOYS };
    format!("{surname}{}", dice.pick(given))
}

pub fn surname(dice: &mut Dice) -> &'static str {
    dice.pick::<&str>(SURNAMES)
}

pub fn sex(dice: &mut Dice) -> Sex {
    if dice.chance(50) { Sex::Female } else { Sex::Male }
}

/// Townships of the city's further schools.
pub const TOWNSHIPS: &[&str] = &[
    "云岭", "青石", "河湾", "柳林", "松坪", "白水", "龙潭", "石桥", "马街", "花山", "凤鸣", "清溪", "双河", "碧云",
    "红土", "金竹", "平掌", "大营", "新塘", "古城", "沙坝", "梨园", "岔河", "高桥", "三台", "团山", "紫溪",
];

/// Villages around a school.
pub const HAMLETS: &[&str] = &[
    "上村",
    "下村",
    "大村",
    "小村",
    "麻栗树",
    "核桃箐",
    "水井湾",
    "老街",
    "新村",
    "梨树坪",
    "干海子",
    "石头寨",
    "杨梅山",
    "箐门口",
    "丫口",
    "田心",
];
